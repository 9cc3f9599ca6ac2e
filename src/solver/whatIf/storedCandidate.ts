import type { Accuracy } from '../accuracy.ts';
import { Candidate } from '../candidate.ts';
import type { Choices } from '../choices.ts';
import type { Cost } from '../cost.ts';
import type { LatencyEvaluator, TimeCorner, TimeInterval } from '../latency.ts';
import type { Problem } from '../problem.ts';

/** An architecture with figures that were computed before. */
export interface StoredArchitecture {
  readonly id: string;
  readonly name: string;
  readonly choices: Choices;
  /** ms by time and percentile (`latency 0.95`); null where the time does not exist. */
  readonly times: Readonly<Record<string, number | null>>;
  readonly accuracy: Accuracy;
  /** Without its parts. */
  readonly cost: Cost;
  readonly coverage: { readonly share: number | null; readonly about: boolean };
  /** It is among those that questions at the tools wanted at first are answered from. */
  readonly wanted: boolean;
}

/** A key of {@link StoredArchitecture.times}. */
export function timeKey(corner: TimeCorner, p: number): string {
  return `${corner} ${p}`;
}

/** A key of the upper end of a percentile's interval; null where nothing was measured. */
export function upperEndKey(corner: TimeCorner, p: number): string {
  return `${corner} at most ${p}`;
}

function upperEnd(
  { times }: StoredArchitecture,
  corner: TimeCorner,
  p: number,
): TimeInterval | null {
  const high = times[upperEndKey(corner, p)] ?? null;
  return high === null ? null : { low: null, high };
}

/** Judges a stored architecture by the limits of a problem as any other candidate, without computing it again. */
export class StoredCandidate extends Candidate {
  readonly stored: StoredArchitecture;

  constructor(problem: Problem, stored: StoredArchitecture) {
    super(
      problem,
      { ...NOTHING_COMPOSED, interval: (_, corner, p) => upperEnd(stored, corner, p) },
      stored.choices,
    );
    this.stored = stored;
  }

  override get id(): string {
    return this.stored.id;
  }

  override get accuracy(): Accuracy {
    return this.stored.accuracy;
  }

  override get cost(): Cost {
    return this.stored.cost;
  }

  override get coverage(): StoredArchitecture['coverage'] {
    return this.stored.coverage;
  }

  override time(corner: TimeCorner, p: number): number | null {
    return this.stored.times[timeKey(corner, p)] ?? null;
  }
}

/** All that is asked of a stored architecture was composed before. */
export const NOTHING_COMPOSED: LatencyEvaluator = {
  at: () => null,
  percentiles: () => null,
  roughly: () => null,
  mean: () => null,
  interval: () => null,
  surely: () => null,
};
