import type { Component, Table, TableDocument } from '../table/schema.ts';
import { compareText } from './compareText.ts';
import { Counter } from './counter.ts';
import {
  callsDocument,
  shareDocument,
  toolSetsDocument,
  type ToolSetCount,
} from './shareDocuments.ts';

type Counted = NonNullable<Component['counted']>;

/** What adding the counts of two measurements makes of a component's shares. */
export interface MergedShares {
  readonly counted: Counted;
  readonly used_by?: string;
  readonly calls?: Record<string, string>;
  readonly errors?: string;
  readonly retries?: string;
}

const NOTHING: Counted = { requests: 0, runs: 0, failed: 0, retries: 0, calls: {} };

/**
 * The shares of a component from the counts of two tables, without loss; null when one of them has no
 * counts (it was written by hand, or by an earlier version).
 *
 * @param requests of both tables together
 */
export function mergedShares(
  old: Component | undefined,
  fresh: Component | undefined,
  requests: number,
): MergedShares | null {
  const a = old === undefined ? NOTHING : old.counted;
  const b = fresh === undefined ? NOTHING : fresh.counted;
  if (a === undefined || b === undefined) return null;
  const counted = added(a, b);
  const calls = callsDocument(
    Object.entries(counted.calls)
      .map(([count, using]) => ({ count: Number(count), requests: using }))
      .sort((x, y) => x.count - y.count),
  );
  return {
    counted,
    ...(counted.requests < requests ? { used_by: shareDocument(counted.requests, requests) } : {}),
    ...(calls === null ? {} : { calls }),
    ...(counted.failed > 0 ? { errors: shareDocument(counted.failed, counted.runs) } : {}),
    ...(counted.retries > 0 ? { retries: shareDocument(counted.retries, counted.runs) } : {}),
  };
}

function added(a: Counted, b: Counted): Counted {
  const calls = new Map(Object.entries(a.calls));
  for (const [count, using] of Object.entries(b.calls))
    calls.set(count, (calls.get(count) ?? 0) + using);
  return {
    requests: a.requests + b.requests,
    runs: a.runs + b.runs,
    failed: a.failed + b.failed,
    retries: a.retries + b.retries,
    calls: Object.fromEntries([...calls].sort(([x], [y]) => Number(x) - Number(y))),
    ...together('beside', a.beside, b.beside),
    ...together('redone', a.redone, b.redone),
  };
}

/** Most frequent first, as when they are measured at once. */
function together<Key extends 'beside' | 'redone'>(
  key: Key,
  a: Counted[Key],
  b: Counted[Key],
): Partial<Pick<Counted, Key>> {
  if (a === undefined && b === undefined) return {};
  const sums = new Counter<string>();
  for (const counts of [a, b])
    for (const [component, count] of Object.entries((counts ?? {}) as Record<string, number>))
      sums.add(component, count);
  return { [key]: Object.fromEntries(sums.list()) } as Partial<Pick<Counted, Key>>;
}

/** Requests and tool sets of two tables. */
export interface MergedRequests extends Pick<TableDocument, 'tool_sets' | 'counted'> {
  readonly requests: number;
}

/** Requests and tool sets of both tables; null when one of them has no counts. */
export function mergedRequests(old: Table, fresh: Table): MergedRequests | null {
  if (old.counted === undefined || fresh.counted === undefined) return null;
  const sets = new Map<string, ToolSetCount>();
  for (const [requests, tools] of [
    ...(old.counted.tool_sets ?? []),
    ...(fresh.counted.tool_sets ?? []),
  ]) {
    const key = [...tools].sort().join(' ');
    sets.set(key, { tools, requests: (sets.get(key)?.requests ?? 0) + requests });
  }
  const sorted = [...sets]
    .sort(([x, a], [y, b]) => b.requests - a.requests || compareText(x, y))
    .map(([, set]) => set);
  const shares = toolSetsDocument(sorted);
  const requests = old.counted.requests + fresh.counted.requests;
  return {
    requests,
    counted: {
      requests,
      tool_sets: sorted.map((set): [number, string[]] => [set.requests, [...set.tools]]),
    },
    ...(shares === null ? {} : { tool_sets: shares }),
  };
}
