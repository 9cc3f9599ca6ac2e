import { withChance } from '../../latency/chance.ts';
import { seriesCdf } from '../../latency/joinCdf.ts';
import type { Law } from '../../latency/law.ts';
import { mixture } from '../../latency/mixture.ts';
import { parallel } from '../../latency/parallel.ts';
import { cdfAt } from '../../latency/quantile.ts';
import { series } from '../../latency/series.ts';
import { seriesQuantile } from '../../latency/seriesQuantile.ts';
import { type Sign, signInParallel, signInSeries, signOfCases, signWithChance } from './sign.ts';

/** What is known of the time of a stretch: to its end, and to its first output by each rule. */
export interface Times {
  readonly law: Law;
  readonly signs: readonly Sign[];
}

export function timesInSeries(a: Times, b: Times): Times {
  return { law: series(a.law, b.law), signs: pairwise(a.signs, b.signs, signInSeries) };
}

export function timesInParallel(a: Times, b: Times): Times {
  return { law: parallel(a.law, b.law), signs: pairwise(a.signs, b.signs, signInParallel) };
}

/** A stretch that is run in a share of requests. */
export function timesWithChance({ law, signs }: Times, chance: number): Times {
  if (chance === 1) return { law, signs };
  return { law: withChance(law, chance), signs: signs.map((sign) => signWithChance(sign, chance)) };
}

/** One of several stretches, by chance; weights sum to 1. */
export function timesOfCases(
  cases: readonly { readonly weight: number; readonly times: Times }[],
): Times {
  return {
    law: mixture(cases.map(({ weight, times }) => ({ weight, law: times.law }))),
    signs: (cases[0]?.times.signs ?? []).map((_, index) =>
      signOfCases(
        cases.flatMap(({ weight, times }) => {
          const sign = times.signs[index];
          return sign ? [{ weight, sign }] : [];
        }),
      ),
    ),
  };
}

function pairwise(
  a: readonly Sign[],
  b: readonly Sign[],
  combine: (x: Sign, y: Sign) => Sign,
): readonly Sign[] {
  return a.flatMap((x, index) => (b[index] ? [combine(x, b[index])] : []));
}

/** A percentile of a time: to the end, to the output by one of the rules, or of nothing that ever happens. */
export interface Asked {
  readonly of: 'end' | 'nothing' | number;
  readonly p: number;
}

/** Share of requests whose time is at most `ms`, of two stretches in series; nothing is formed. */
export function reachedBy(a: Times, b: Times, of: Asked['of'], ms: number): number {
  if (of === 'nothing') return 0;
  if (of === 'end') return seriesCdf(a.law, b.law, ms);
  const before = a.signs[of];
  const after = b.signs[of];
  if (before === undefined || after === undefined) return 0;
  return (
    cdfAt(before.shown, ms) +
    seriesCdf(before.waiting, after.shown, ms) +
    seriesCdf(before.waiting, after.waiting, ms)
  );
}

/** The percentile of two stretches in series, in ms: the CDF is linear between cell mid-points. */
export function percentileOf(a: Times, b: Times, { of, p }: Asked): number {
  if (of === 'nothing') return Number.POSITIVE_INFINITY;
  if (of === 'end') return seriesQuantile(a.law, b.law, p);
  const { lattice } = a.signs[of]?.waiting ?? a.law;
  const mid = (cell: number) => (cell + 0.5) * lattice.step;
  const reached = (cell: number) => (cell < 0 ? 0 : reachedBy(a, b, of, mid(cell)));
  let [low, high] = [-1, lattice.size - 1];
  if (reached(high) < p) return Number.POSITIVE_INFINITY;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (reached(middle) >= p) high = middle;
    else low = middle;
  }
  if (lattice.isStepwise) return high * lattice.step;
  const below = reached(low);
  return Math.max(0, mid(low) + ((p - below) / (reached(high) - below)) * lattice.step);
}
