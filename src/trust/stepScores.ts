import { normalQuantile } from '../latency/normalQuantile.ts';
import { rowsOf } from './dealt.ts';
import type { Traced } from './traced.ts';

/** Stands for the request's own time among the steps; no step has a name with a space before it. */
export const OWN = ' own';

/** Own time that is a smaller share of end to end time than this is rounding. */
const NOTICED = 1e-3;

/** By step: the normal score of each request, NaN where the step did not run. */
export type StepScores = ReadonlyMap<string, Float64Array>;

/** Normal scores of every step that was traced, and of the requests' own time where there is some. */
export function stepScores(observed: Traced, rows: Int32Array = rowsOf(observed)): StepScores {
  const scores = new Map(
    [...observed.columns.keys()].map((name) => [name, scoresOf(observed, rows, name)]),
  );
  if (hasOwnTime(observed)) {
    const own = [...rows].map((row, at) => ({ at, value: observed.own[row]! }));
    scores.set(OWN, scored(rows.length, [own]));
  }
  return scores;
}

/** Whether the workflow leaves time of the requests unexplained. */
export function hasOwnTime({ own, latencies }: Traced): boolean {
  const sum = (of: Float64Array) => of.reduce((total, ms) => total + Math.abs(ms), 0);
  return sum(own) > NOTICED * sum(latencies);
}

interface Placed {
  readonly at: number;
  readonly value: number;
}

/**
 * Normal scores of a step's mean run among requests that ran it in the same ways: an effort that is
 * chosen per request makes steps alike only while it is a choice. The mean, so that more calls do not
 * pass for slower ones.
 */
function scoresOf({ requests }: Traced, rows: Int32Array, name: string): Float64Array {
  const groups = new Map<string, Placed[]>();
  rows.forEach((row, at) => {
    const runs = requests[row]!.byName.get(name) ?? [];
    if (runs.length === 0) return;
    const value = runs.reduce((sum, { durationMs }) => sum + durationMs, 0) / runs.length;
    const ways = runs.map(({ variant }) => variant ?? '').join(' ');
    const group = groups.get(ways);
    if (group) group.push({ at, value });
    else groups.set(ways, [{ at, value }]);
  });
  return scored(rows.length, [...groups.values()]);
}

/** NaN for requests that are in no group. */
function scored(n: number, groups: readonly (readonly Placed[])[]): Float64Array {
  const scores = new Float64Array(n).fill(NaN);
  for (const group of groups)
    group
      .toSorted((a, b) => a.value - b.value || a.at - b.at)
      .forEach(({ at }, place) => (scores[at] = normalQuantile((place + 0.5) / group.length)));
  return scores;
}
