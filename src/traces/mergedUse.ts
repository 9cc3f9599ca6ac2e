import type { CountDistribution } from '../latency/latencyInput.ts';
import type { Component } from '../table/schema.ts';
import { shareToYaml } from '../units/share.ts';
import { wholeShares } from './wholeShares.ts';

/** Traces behind the two tables. */
export interface Weights {
  readonly old: number;
  readonly fresh: number;
}

/** Share of requests: a component that a measurement never saw was used by none of its requests. */
export function mergedUse(
  old: Component | undefined,
  fresh: Component | undefined,
  weights: Weights,
): string | undefined {
  const share =
    (useOf(old) * weights.old + useOf(fresh) * weights.fresh) / (weights.old + weights.fresh);
  const isNews = share < 1 || old?.used_by !== undefined;
  return isNews && Number.isFinite(share) ? shareToYaml(Number(share.toPrecision(3))) : undefined;
}

function useOf(component: Component | undefined): number {
  return component === undefined ? 0 : (component.used_by ?? 1);
}

const ONCE: CountDistribution = [{ count: 1, share: 1 }];

/** Calls in a request that uses the component, by their share. */
export function mergedCalls(
  old: Component | undefined,
  fresh: Component | undefined,
  weights: Weights,
): Record<string, string> | undefined {
  if (fresh === undefined || (old?.calls === undefined && fresh.calls === undefined))
    return undefined;
  const counts = new Map<number, number>();
  const add = (component: Component | undefined, weight: number): void => {
    for (const { count, share } of component?.calls ?? ONCE) {
      counts.set(count, (counts.get(count) ?? 0) + share * useOf(component) * weight);
    }
  };
  add(old, weights.old);
  add(fresh, weights.fresh);
  const sorted = [...counts].filter(([, weight]) => weight > 0).sort(([a], [b]) => a - b);
  const shares = wholeShares(sorted.map(([, weight]) => weight));
  return Object.fromEntries(
    sorted.map(([count], index) => [count, shareToYaml(shares[index] ?? 0)]),
  );
}

/** Share of runs that failed. */
export function mergedErrors(
  old: Component | undefined,
  fresh: Component,
  weights: Weights,
): string | undefined {
  const runs = { old: runsOf(old, weights.old), fresh: runsOf(fresh, weights.fresh) };
  const failed = (old?.errors ?? 0) * runs.old + (fresh.errors ?? 0) * runs.fresh;
  if (failed === 0 && old?.errors === undefined) return undefined;
  return runs.old + runs.fresh === 0
    ? undefined
    : shareToYaml(Number((failed / (runs.old + runs.fresh)).toPrecision(3)));
}

/** Failed runs included, unlike the n of the latencies. */
function runsOf(component: Component | undefined, requests: number): number {
  const calls = (component?.calls ?? ONCE).reduce(
    (mean, { count, share }) => mean + count * share,
    0,
  );
  return requests * useOf(component) * calls;
}
