import { zeroLaw } from '../latency/certain.ts';
import { type Lattice, type Law, lawFrom } from '../latency/law.ts';
import { mixture } from '../latency/mixture.ts';
import { series } from '../latency/series.ts';

/** What has happened so far in a stretch of the workflow: output was shown, or it was not yet. */
export interface Shown {
  /** Ways the output was first shown: probability and time since the stretch began. */
  readonly shown: readonly { readonly weight: number; readonly law: Law }[];
  /** Probability that it was not, and the time that passed. */
  readonly pending: number;
  readonly elapsed: Law;
}

/** Where nothing was shown on the way, the output comes with the end. */
export function asLaw({ shown, pending, elapsed }: Shown): Law {
  return mixture(pending > 0 ? [...shown, { weight: pending, law: elapsed }] : shown);
}

/** The time at which something is shown, as a law that misses the cases in which nothing is. */
export function asPartialLaw({ shown }: Shown, lattice: Lattice): Law {
  const cells = new Float64Array(lattice.size);
  let mean = 0;
  for (const { weight, law } of shown) {
    law.mass.forEach((mass, index) => {
      cells[law.start + index] = (cells[law.start + index] ?? 0) + weight * mass;
    });
    mean += weight * law.mean;
  }
  return lawFrom(lattice, 0, cells, mean);
}

/** A partial law of total probability `weight`, made whole. */
export function whole(partial: Law, weight: number): Law {
  const cells = partial.mass.map((mass) => mass / weight);
  return lawFrom(partial.lattice, partial.start, cells, partial.mean / weight);
}

/** A stretch that takes the given times in a row, one at least, and shows nothing. */
export function silent(laws: readonly Law[]): Shown {
  const [first, ...rest] = laws;
  if (first === undefined) throw new Error('a stretch of the workflow has at least one law');
  return { shown: [], pending: 1, elapsed: rest.reduce((sum, law) => series(sum, law), first) };
}

/** One stretch after the other: the second begins where the first has shown nothing. */
export function followedBy(before: Shown, after: Shown): Shown {
  return {
    shown: [
      ...before.shown,
      ...after.shown.map(({ weight, law }) => ({
        weight: before.pending * weight,
        law: series(before.elapsed, law),
      })),
    ],
    pending: before.pending * after.pending,
    elapsed: series(before.elapsed, after.elapsed),
  };
}

/** One of several stretches, by chance. */
export function oneOf(
  ends: readonly { readonly weight: number; readonly end: Shown }[],
  lattice: Lattice,
): Shown {
  const pending = ends.reduce((sum, { weight, end }) => sum + weight * end.pending, 0);
  const waiting = ends.filter(({ end }) => end.pending > 0);
  return {
    shown: ends.flatMap(({ weight, end }) =>
      end.shown.map((part) => ({ weight: weight * part.weight, law: part.law })),
    ),
    pending,
    elapsed:
      pending > 0
        ? mixture(
            waiting.map(({ weight, end }) => ({
              weight: (weight * end.pending) / pending,
              law: end.elapsed,
            })),
          )
        : zeroLaw(lattice),
  };
}
