import type { TimeCorner } from '../../solver/latency.ts';

/** What is compared, in which words. */
export interface Figured {
  readonly corner: TimeCorner | 'accuracy' | 'cost';
  /** From the `accepted` block. */
  readonly path: readonly string[];
  /** `p95`, `accuracy`, `cost a request`. */
  readonly name: string;
  readonly p: number | null;
  readonly accepted: number;
  readonly format: (value: number) => string;
  /** Null where it is unknown today. Times take a while to compose. */
  today(): number | null;
}

/** How far a figure may move. */
export interface Leeway {
  /** The least or most that keeps the promise, the limit it was accepted under included. */
  readonly bound: number;
  /** Which side of the bound is good. */
  readonly good: 'below' | 'above';
  /** What writing it down may have rounded away. */
  readonly rounding: number;
  /** Whether a quick look already tells that it is within the bound. */
  isSurelyKept?(): boolean;
}

/** One number that was accepted, and what it is today: looked at only as closely as is needed. */
export class AcceptedFigure {
  readonly corner: Figured['corner'];
  readonly path: readonly string[];
  readonly name: string;
  readonly p: number | null;
  readonly accepted: number;
  readonly format: (value: number) => string;
  readonly #today: () => number | null;
  readonly #leeway: Leeway;

  constructor({ corner, path, name, p, accepted, format, today }: Figured, leeway: Leeway) {
    this.corner = corner;
    this.path = path;
    this.name = name;
    this.p = p;
    this.accepted = accepted;
    this.format = format;
    this.#today = today;
    this.#leeway = leeway;
  }

  /** Null where it is unknown today. */
  get today(): number | null {
    return this.#today();
  }

  /** Worse than accepted by more than is left for the noise of measuring again, or over the limit it was accepted under. */
  get isBroken(): boolean {
    const { bound, good, isSurelyKept } = this.#leeway;
    if (isSurelyKept?.() === true) return false;
    const { today } = this;
    if (today === null) return true;
    return good === 'below' ? today > bound : today < bound;
  }

  /** Other than accepted by more than rounding, for better or worse. */
  get isOther(): boolean {
    const { today } = this;
    return today === null || Math.abs(today - this.accepted) > this.#leeway.rounding;
  }
}
