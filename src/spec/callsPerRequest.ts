import { leafOf } from '../latency/leafOf.ts';
import type { CountDistribution } from '../latency/latencyInput.ts';
import { waysToRun } from '../table/ways.ts';
import { type AgentContext, componentOf } from './agentContext.ts';
import type { StepItem, WorkflowItem } from './workflowSchema.ts';

/** How often a step calls its component, and how long a call may take. */
export interface CallsOf {
  /** Calls in an average request: by the step's own chance and count, loops and shortcuts left aside. */
  readonly perRequest: number;
  /**
   * The percentile that is limited, and what of the limit is left for one call: the limit less the
   * medians of the quickest other steps. Infinity without a limit, in ms.
   */
  room(variant: string): { readonly p: number; readonly room: number };
}

const ONCE: CountDistribution = [{ count: 1, share: 1 }];

export function callsOf(context: AgentContext, item: StepItem): CallsOf {
  const component = componentOf(context, item.component ?? item.step);
  const calls = meanOf(item.calls ?? component?.calls ?? ONCE);
  const chance = item.chance ?? component?.used_by ?? 1;
  const { want } = context.spec;
  const [first] = Object.entries(want.latency?.limits ?? {});
  const limit = want.deadline ?? first?.[1] ?? Number.POSITIVE_INFINITY;
  const p =
    first === undefined || want.deadline !== undefined ? 0.95 : Number(`${first[0].slice(1)}e-2`);
  return {
    perRequest: calls * chance,
    room: () => {
      const rest = quickest(context, context.spec.workflow, item.step);
      return { p, room: Math.max(1, limit - rest) / Math.max(1, calls) };
    },
  };
}

function meanOf(calls: CountDistribution): number {
  return calls.reduce((sum, { count, share }) => sum + count * share, 0);
}

/** Medians of the quickest way to run everything but one step, in series; optional steps are left out. */
function quickest(context: AgentContext, items: readonly WorkflowItem[], without: string): number {
  return items.reduce((sum, item) => sum + quickestItem(context, item, without), 0);
}

function quickestItem(context: AgentContext, item: WorkflowItem, without: string): number {
  if ('sequence' in item) return quickest(context, item.sequence, without);
  if ('parallel' in item)
    return Math.max(0, ...item.parallel.map((each) => quickestItem(context, each, without)));
  if ('tools' in item) {
    const used = item.tools.map((use) => (typeof use === 'string' ? { use } : use));
    const times = used.map(
      ({ use }) => medianOf(context, use) * (componentOf(context, use)?.used_by ?? 1),
    );
    return item.order === 'parallel' || item.order === 'any'
      ? Math.max(0, ...times)
      : times.reduce((sum, ms) => sum + ms, 0);
  }
  if (item.step === without || item.optional) return 0;
  const name = item.component ?? item.step;
  const chance = item.chance ?? componentOf(context, name)?.used_by ?? 1;
  return medianOf(context, name) * chance;
}

/** Median of a component's quickest way that states a latency; 0 when none does. */
function medianOf(context: AgentContext, name: string): number {
  const component = componentOf(context, name);
  const medians = (component ? waysToRun(component) : []).flatMap((way) =>
    way.latency === undefined ? [] : [leafOf(way.latency.input).quantile(0.5)],
  );
  return medians.length === 0 ? 0 : Math.min(...medians);
}
