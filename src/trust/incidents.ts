import type { Problem } from '../solver/problem.ts';
import { commonCause } from './commonCause.ts';
import { Dealt, dealtQuantiles, rowsOf, runCounts } from './dealt.ts';
import { ascendingOf, rankedQuantile } from './ranked.ts';
import { stepScores } from './stepScores.ts';
import type { Traced } from './traced.ts';

/** Requests in which everything was slow at once. */
export interface Incidents {
  /** Of all requests; an estimate, since a request is an incident with a certain chance only. */
  readonly share: number;
  readonly requests: number;
  /** Their median end to end time, as a multiple of that of the others. */
  readonly slower: number;
  /** Percentiles in ms if incidents, and what requests run, were all that ties steps together. */
  readonly alone: readonly number[];
}

/** Null where the traces show no incidents. @param percentiles to report with incidents kept together */
export function incidents(
  problem: Problem,
  traced: Traced,
  percentiles: readonly number[],
  seed: number,
): Incidents | null {
  const rows = rowsOf(traced);
  const { classes, incidents: chances } = commonCause(stepScores(traced, rows));
  const share = classes[1]?.share;
  if (share === undefined) return null;
  const slow = rows.filter((_, at) => chances[at]! >= 0.5);
  const others = rows.filter((_, at) => chances[at]! < 0.5);
  if (slow.length === 0) return null;
  const median = (of: Int32Array) =>
    rankedQuantile(ascendingOf(Float64Array.from(of, (row) => traced.latencies[row]!)), 0.5);
  return {
    share,
    requests: Math.round(share * traced.latencies.length),
    slower: median(slow) / median(others),
    alone: dealtQuantiles(
      new Dealt(problem, traced, { groups: [slow, others], counts: runCounts(traced) }),
      percentiles,
      seed,
    ),
  };
}
