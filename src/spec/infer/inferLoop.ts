import type { CountDistribution } from '../../latency/latencyInput.ts';
import type { Component, Table } from '../../table/schema.ts';
import type { InferredStep } from './inferAgent.ts';

/** The model that answers, and what it does before. */
export interface Loop {
  /** All calls but the last; null where there is one call only. */
  readonly reason: InferredStep | null;
  readonly answer: InferredStep;
}

/**
 * A model that is called several times a request asks for tools first and answers last: its calls are
 * told apart as two steps of one component. Calls that a verdict made run again are the verdict's.
 */
export function loopOf(table: Table, name: string, hasTools: boolean): Loop {
  const component = table.components[name] as Component;
  const calls = withoutRedos(table, name, component.calls ?? ONCE);
  const most = Math.max(...calls.map(({ count }) => count));
  const streams = hasFirstToken(component);
  const base = { component: name, optional: false, redo: null };
  if (most <= 1 || !hasTools)
    return {
      reason: null,
      answer: { ...base, step: name, calls: null, streams, note: 'answers' },
    };
  const free = (step: string): string => (step in table.components ? `${name}-${step}` : step);
  return {
    reason: {
      ...base,
      step: free('reason'),
      calls: calls.map(({ count, share }) => ({ count: Math.max(0, count - 1), share })),
      streams: false,
      note: 'all calls but the last: it chooses tools',
    },
    answer: {
      ...base,
      step: free('answer'),
      calls: ONCE,
      streams,
      note: 'the last call: it answers',
    },
  };
}

const ONCE: CountDistribution = [{ count: 1, share: 1 }];

function hasFirstToken({ ttft, variants }: Component): boolean {
  return ttft !== undefined || Object.values(variants ?? {}).some((way) => way.ttft !== undefined);
}

/** Each redo is one call more in one of the requests with the most calls. */
function withoutRedos(table: Table, name: string, calls: CountDistribution): CountDistribution {
  const redos = Object.values(table.components).reduce(
    (sum, { counted }) => sum + (counted?.redone?.[name] ?? 0),
    0,
  );
  const requests = table.components[name]?.counted?.requests ?? 0;
  if (redos === 0 || requests === 0) return calls;
  const shares = new Map(calls.map(({ count, share }) => [count, share]));
  let left = redos / requests;
  for (const { count } of [...calls].sort((a, b) => b.count - a.count)) {
    const moved = count <= 1 ? 0 : Math.min(left, shares.get(count) ?? 0);
    shares.set(count, (shares.get(count) ?? 0) - moved);
    shares.set(count - 1, (shares.get(count - 1) ?? 0) + moved);
    left -= moved;
  }
  return [...shares]
    .filter(([, share]) => share > 1e-9)
    .sort(([a], [b]) => a - b)
    .map(([count, share]) => ({ count, share }));
}
