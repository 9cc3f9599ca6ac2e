import type { Accuracy } from '../accuracy.ts';
import { Candidate, type Corner, type Verdict } from '../candidate.ts';
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

/** A key of {@link StoredArchitecture.times}; each is put together once, as it is asked for thousands of times. */
export function timeKey(corner: TimeCorner, p: number): string {
  const known = KEYS[corner].get(p);
  if (known !== undefined) return known;
  const key = `${corner} ${p}`;
  KEYS[corner].set(p, key);
  return key;
}

const KEYS: Readonly<Record<TimeCorner, Map<number, string>>> = {
  latency: new Map(),
  ttft: new Map(),
  progress: new Map(),
};

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

/** Where the two bits of a corner are. */
const PLACES: Readonly<Record<Corner, number>> = {
  latency: 0,
  ttft: 2,
  progress: 4,
  accuracy: 6,
  tools: 8,
  cost: 10,
};

const VERDICTS: readonly (Verdict | null)[] = [null, 'yes', 'no', 'unclear'];
const HOLDS = 2;

/** Judges a stored architecture by the limits of a problem as any other candidate, without computing it again. */
export class StoredCandidate extends Candidate {
  readonly stored: StoredArchitecture;
  /** Two bits per corner each: a place in VERDICTS, and whether it holds; 0 where it was not asked yet. */
  #met = 0;
  #held = 0;

  constructor(problem: Problem, stored: StoredArchitecture) {
    super(problem, NOTHING_COMPOSED, stored.choices);
    this.stored = stored;
  }

  /** The same is asked of thousands for every trade: each verdict is found once. */
  override meets(corner: Corner): Verdict {
    const place = PLACES[corner];
    const known = VERDICTS[(this.#met >> place) & 3];
    if (known !== null && known !== undefined) return known;
    const verdict = super.meets(corner);
    this.#met |= VERDICTS.indexOf(verdict) << place;
    return verdict;
  }

  override holds(corner: Corner): boolean {
    const place = PLACES[corner];
    const known = (this.#held >> place) & 3;
    if (known !== 0) return known === HOLDS;
    const holds = super.holds(corner);
    this.#held |= (holds ? HOLDS : 1) << place;
    return holds;
  }

  override interval(corner: TimeCorner, p: number): TimeInterval | null {
    return upperEnd(this.stored, corner, p);
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
