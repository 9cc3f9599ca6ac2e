import type { CallCost } from '../solver/problem.ts';
import { callTokens } from '../table/callTokens.ts';
import type { Models } from '../table/modelsSchema.ts';
import type { Way } from '../table/ways.ts';
import type { AgentContext } from './agentContext.ts';
import { modelNamed } from './resolvePrices.ts';

/** A way belongs to one table, whose prices follow from the list of models: so both tell its cost. */
const KNOWN = new WeakMap<Models, WeakMap<Way, CallCost>>();

/** What one call of a way to run a component costs, and what is known of its model; the same for all agents. */
export function callCost(context: Pick<AgentContext, 'models' | 'prices'>, way: Way): CallCost {
  const ofModels = KNOWN.get(context.models) ?? new WeakMap<Way, CallCost>();
  KNOWN.set(context.models, ofModels);
  const cost = ofModels.get(way) ?? workedOut(context, way);
  ofModels.set(way, cost);
  return cost;
}

function workedOut(
  { models, prices }: Pick<AgentContext, 'models' | 'prices'>,
  way: Way,
): CallCost {
  const model = way.model ?? null;
  const known = model === null ? undefined : modelNamed(models, model);
  const price = model === null ? null : (prices.get(model) ?? null);
  return {
    cost: way.cost ?? 0,
    model,
    ...(way.effort === undefined ? {} : { effort: way.effort }),
    price,
    tokens: callTokens(way.tokens),
    tokensKnown: model === null || way.tokens !== undefined,
    ...(model === null && way.cost === undefined && way.fixed_cost === undefined
      ? { isCountedFree: true }
      : {}),
    ...(way.tokens?.history === undefined ? {} : { history: way.tokens.history }),
    ...(known === undefined || price?.cached === null || price === null
      ? {}
      : { cache: { minimum: known.cache_minimum ?? null, ttls: known.cache_ttl ?? [] } }),
    ...(known === undefined
      ? {}
      : {
          about: {
            tier: known.tier ?? null,
            goodFor: known.good_for ?? null,
            maxOutput: known.max_output ?? null,
          },
        }),
  };
}
