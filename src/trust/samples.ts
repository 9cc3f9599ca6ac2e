import type { Ordered } from './ranked.ts';

/** So many values are kept as they are; of more only bins are. */
export const KEPT = 2 ** 20;

/** Beyond, values are read from bins this much wider than the one below: within 0.05%. */
const RATIO = 1.001;
const LOG_RATIO = Math.log(RATIO);

/** Bins from a microsecond to ten million seconds, in ms; what lies outside counts as its end. */
const FIRST = Math.floor(Math.log(1e-3) / LOG_RATIO);
const BINS = Math.ceil(Math.log(1e10) / LOG_RATIO) - FIRST + 1;

/** Values at first; the room doubles as more come. */
const ROOM = 64;

/**
 * Measured values of which percentiles are asked, in bounded memory: exact up to {@link KEPT} of them, from
 * bins 0.1% wide beyond. Their order leaves no mark.
 */
export class Samples implements Ordered {
  readonly #kept: number;
  #values = new Float64Array(ROOM);
  #isSorted = true;
  #bins: Float64Array | null = null;
  /** Zeros and below have no logarithm. */
  #zeros = 0;
  #count = 0;
  #least = Infinity;
  #most = -Infinity;

  /** @param kept how many values are exact */
  constructor(kept = KEPT) {
    this.#kept = kept;
  }

  get count(): number {
    return this.#count;
  }

  /** False once values are read from bins. */
  get isExact(): boolean {
    return this.#bins === null;
  }

  add(value: number): void {
    this.#least = Math.min(this.#least, value);
    this.#most = Math.max(this.#most, value);
    if (this.#bins === null && this.#count === this.#kept) this.#divide();
    if (this.#bins === null) this.#keep(value);
    else this.#addToBin(value, this.#bins);
    this.#count += 1;
  }

  at(rank: number): number {
    if (rank <= 1) return this.#count === 0 ? NaN : this.#least;
    if (rank >= this.#count) return this.#count === 0 ? NaN : this.#most;
    return this.#bins === null
      ? (this.#sorted()[rank - 1] as number)
      : this.#binAt(rank, this.#bins);
  }

  /** How many are greater than `value`. */
  countAbove(value: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.at(middle + 1) <= value) low = middle + 1;
      else high = middle;
    }
    return this.#count - low;
  }

  #keep(value: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(2 * this.#count);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count] = value;
    this.#isSorted = false;
  }

  #sorted(): Float64Array {
    if (!this.#isSorted) this.#values.subarray(0, this.#count).sort();
    this.#isSorted = true;
    return this.#values;
  }

  #divide(): void {
    const bins = new Float64Array(BINS);
    this.#bins = bins;
    for (const value of this.#values.subarray(0, this.#count)) this.#addToBin(value, bins);
    this.#values = new Float64Array(0);
  }

  #addToBin(value: number, bins: Float64Array): void {
    if (value <= 0) this.#zeros += 1;
    else {
      const bin = Math.floor(Math.log(value) / LOG_RATIO) - FIRST;
      bins[Math.min(Math.max(bin, 0), BINS - 1)]! += 1;
    }
  }

  #binAt(rank: number, bins: Float64Array): number {
    let below = this.#zeros;
    if (rank <= below) return Math.max(this.#least, 0);
    for (let bin = 0; bin < BINS; bin++) {
      below += bins[bin]!;
      if (below < rank) continue;
      const middle = Math.exp((bin + FIRST + 0.5) * LOG_RATIO);
      return Math.min(Math.max(middle, this.#least), this.#most);
    }
    return this.#most;
  }
}

/** Samples of these values. */
export function samplesOf(values: Iterable<number>): Samples {
  const samples = new Samples();
  for (const value of values) samples.add(value);
  return samples;
}
