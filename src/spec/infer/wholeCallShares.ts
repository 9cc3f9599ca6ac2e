import type { CountDistribution } from '../../latency/latencyInput.ts';

/** Shares to 0.1% that sum to 100%: what is missing goes to the largest; counts may come twice. */
export function wholeCallShares(calls: CountDistribution): CountDistribution {
  const shares = new Map<number, number>();
  for (const { count, share } of calls) shares.set(count, (shares.get(count) ?? 0) + share);
  const rounded = [...shares]
    .sort(([a], [b]) => a - b)
    .map(([count, share]) => ({ count, tenths: Math.round(share * 1000) }));
  const missing = 1000 - rounded.reduce((sum, { tenths }) => sum + tenths, 0);
  const largest = rounded.reduce((most, each) => (each.tenths > most.tenths ? each : most));
  largest.tenths += missing;
  return rounded
    .filter(({ tenths }) => tenths > 0)
    .map(({ count, tenths }) => ({ count, share: tenths / 1000 }));
}
