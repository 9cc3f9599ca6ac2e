import { chooseLattice } from '../latency/horizon.ts';
import type { Law } from '../latency/law.ts';
import { stepQuantile } from '../latency/quantile.ts';
import { type Candidate, LATENCY_TOLERANCE, TIME_CORNERS } from './candidate.ts';
import { firstProgress, firstToken } from './firstOutput.ts';
import { grainOfArchitecture } from './grain.ts';
import type { TimeCorner } from './latency.ts';
import { LatencyComposer } from './latencyComposer.ts';
import { percentileName } from '../units/percentileName.ts';
import type { Problem } from './problem.ts';

/** Bounds of a percentile that hold whatever the lattice rounds, in ms, given the table's latencies. */
export interface Certified {
  readonly corner: TimeCorner;
  /** `p95`. */
  readonly percentile: string;
  readonly low: number;
  readonly high: number;
  /** The limit, tolerance included, lies between them: which side the percentile is on cannot be told. */
  readonly straddles: boolean;
}

/** A percentile this close to its limit, as a share of it, is bounded for certain. */
const CLOSE = 0.02;

/** Cells of the lattices that all durations are rounded down and up to: bounds within about 0.5%. */
const CELLS = 8192;

/** They are fine enough as they are, save to have every duration on a cell. */
const MOST_FINER = 4;

/** Bounds of every limited percentile that comes within 2% of its limit (docs/rules.md). */
export function certified(problem: Problem, candidate: Candidate): Certified[] {
  return TIME_CORNERS.flatMap((corner) =>
    (problem.limits[corner] ?? []).flatMap(({ p, ms }) => {
      const value = candidate.time(corner, p);
      if (value === null || !(Math.abs(value / ms - 1) <= CLOSE)) return [];
      const bound = (rounding: 'down' | 'up') =>
        bounded(problem, candidate, { corner, p, horizon: 1.5 * value, rounding });
      const [low, high] = [bound('down'), bound('up')];
      const limit = ms * LATENCY_TOLERANCE;
      return [
        {
          corner,
          percentile: percentileName(p),
          low,
          high,
          straddles: low <= limit && high > limit,
        },
      ];
    }),
  );
}

interface Bound {
  readonly corner: TimeCorner;
  readonly p: number;
  /** ms. */
  readonly horizon: number;
  readonly rounding: 'down' | 'up';
}

function bounded(problem: Problem, { choices }: Candidate, bound: Bound): number {
  const grain = grainOfArchitecture(problem, choices, bound.corner);
  const lattice = chooseLattice(bound.horizon, CELLS, grain, MOST_FINER);
  const composer = new LatencyComposer(problem, lattice, bound.rounding);
  const law: Law | null =
    bound.corner === 'latency'
      ? composer.endToEnd(choices)
      : bound.corner === 'ttft'
        ? firstToken(problem, composer, choices)
        : firstProgress(problem, composer, choices);
  return law === null ? Number.POSITIVE_INFINITY : stepQuantile(law, bound.p);
}
