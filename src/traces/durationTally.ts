import { addDuration, emptyHistogram } from '../latency/histogram.ts';
import { ExactSum } from './exactSum.ts';
import type { Durations } from './measurement.ts';

/** Durations under count: O(bins) memory however many there are. */
export class DurationTally {
  readonly #histogram = emptyHistogram();
  readonly #sum = new ExactSum();
  #n = 0;
  #max = 0;

  add(ms: number): void {
    addDuration(this.#histogram, ms);
    this.#n += 1;
    this.#sum.add(ms);
    this.#max = Math.max(this.#max, ms);
  }

  /** Null when nothing was added. */
  result(): Durations | null {
    if (this.#n === 0) return null;
    return { n: this.#n, mean: this.#sum.ms / this.#n, max: this.#max, histogram: this.#histogram };
  }
}
