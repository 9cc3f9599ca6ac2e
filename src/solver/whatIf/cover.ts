import { type Candidate, compareCandidates } from '../candidate.ts';

/** Of architectures that hardly differ, one; and how much they may differ. */
export interface Covered {
  readonly kept: readonly Candidate[];
  /** Each one is matched by one that is kept, up to this share in time and cost, and a quarter of it in accuracy. */
  readonly epsilon: number;
}

const SHARES = [0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32];

/** At most about `most` of many architectures: all where they are few, else the first of every cell of a grid. */
export function cover(candidates: readonly Candidate[], most: number): Covered {
  const sorted = distinct(candidates).toSorted(compareCandidates);
  if (sorted.length <= most) return { kept: sorted, epsilon: 0 };
  for (const epsilon of SHARES) {
    const kept = firstOfEach(sorted, epsilon);
    if (kept.length <= most) return { kept, epsilon };
  }
  return { kept: sorted.slice(0, most), epsilon: 1 };
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
  return [...new Map(candidates.map((candidate) => [candidate.id, candidate])).values()];
}

function firstOfEach(sorted: readonly Candidate[], epsilon: number): Candidate[] {
  const cells = new Map<string, Candidate>();
  const step = Math.log1p(epsilon);
  for (const candidate of sorted) {
    const { accuracy, cost, primaryTime, choices } = candidate;
    const cell = [
      Math.floor(Math.log(Math.max(1e-3, primaryTime)) / step),
      cost.perRequest === null ? '?' : Math.floor(Math.log(Math.max(1e-9, cost.perRequest)) / step),
      accuracy.value === null ? '?' : Math.floor((4 * accuracy.value) / epsilon),
      accuracy.basis,
      choices.tools.length,
    ].join();
    if (!cells.has(cell)) cells.set(cell, candidate);
  }
  return [...cells.values()];
}
