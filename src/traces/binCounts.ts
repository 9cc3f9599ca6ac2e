import { binIndex, type MutableHistogram } from '../latency/histogram.ts';
import type { LogHistogram } from '../latency/latencyInput.ts';

/** Room for so many more bins is made at a time, on either side. */
const MARGIN = 16;

/** A histogram of durations under count: an array over the bins in use, faster than a map by far. */
export class BinCounts {
  #zeros = 0;
  /** The bin that the first count is of. */
  #first = 0;
  #counts = new Float64Array(0);

  /**
   * @param ms milliseconds
   * @throws RangeError when it is negative or not finite
   */
  add(ms: number): void {
    if (!(ms >= 0 && ms < Infinity)) throw new RangeError(`a duration cannot be ${ms} ms`);
    if (ms === 0) this.#zeros += 1;
    else this.#addTo(binIndex(ms), 1);
  }

  addAll({ zeros, bins }: LogHistogram): void {
    this.#zeros += zeros;
    for (const [index, count] of bins) this.#addTo(index, count);
  }

  get histogram(): MutableHistogram {
    const bins = new Map<number, number>();
    this.#counts.forEach((count, at) => {
      if (count > 0) bins.set(this.#first + at, count);
    });
    return { zeros: this.#zeros, bins };
  }

  #addTo(index: number, count: number): void {
    if (index < this.#first || index >= this.#first + this.#counts.length) this.#reach(index);
    const at = index - this.#first;
    this.#counts[at] = (this.#counts[at] as number) + count;
  }

  #reach(index: number): void {
    const isEmpty = this.#counts.length === 0;
    const from = Math.min(isEmpty ? index : this.#first, index - MARGIN);
    const to = Math.max(isEmpty ? index : this.#first + this.#counts.length, index + MARGIN);
    const counts = new Float64Array(to - from);
    if (!isEmpty) counts.set(this.#counts, this.#first - from);
    this.#counts = counts;
    this.#first = from;
  }
}
