import { BATCH_TYPICAL_HOURS, batchPrice } from '../cost/batch.ts';
import type { Option } from '../solver/problem.ts';
import type { Way } from '../table/ways.ts';
import { type AgentContext } from './agentContext.ts';
import { modelNamed } from './resolvePrices.ts';

const HOUR = 3_600_000;

/** How a batched variant is spelled: `sonnet@batch`. */
export const BATCH = 'batch';

/**
 * The same calls in a batch, where a deadline allows to wait and the provider has batches; null
 * otherwise. A batch is as a rule done within an hour, and promised within a day.
 */
export function batchedOption(context: AgentContext, way: Way, option: Option): Option | null {
  const { price } = option.call;
  const terms = way.model === undefined ? undefined : modelNamed(context.models, way.model)?.batch;
  if (context.spec.want.deadline === undefined || price === null || terms === undefined)
    return null;
  return {
    ...option,
    value: `${option.value}@${BATCH}`,
    latency: { kind: 'point', ms: BATCH_TYPICAL_HOURS * HOUR },
    ttft: null,
    call: { ...option.call, price: batchPrice(price, terms) },
    batched: true,
  };
}
