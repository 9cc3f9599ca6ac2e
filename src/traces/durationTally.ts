import type { LogHistogram } from '../latency/latencyInput.ts';
import { BinCounts } from './binCounts.ts';
import { ExactSum, type ExactSumState } from './exactSum.ts';
import type { Durations } from './measurement.ts';

/** Durations on their way to another thread. */
export interface DurationState {
  readonly n: number;
  readonly max: number;
  readonly sum: ExactSumState;
  readonly histogram: LogHistogram;
}

/** Durations under count: O(bins) memory however many there are. */
export class DurationTally {
  readonly #bins = new BinCounts();
  readonly #sum = new ExactSum();
  #n = 0;
  #max = 0;

  add(ms: number): void {
    this.#bins.add(ms);
    this.#n += 1;
    this.#sum.add(ms);
    if (ms > this.#max) this.#max = ms;
  }

  state(): DurationState {
    return {
      n: this.#n,
      max: this.#max,
      sum: this.#sum.state(),
      histogram: this.#bins.histogram,
    };
  }

  addState({ n, max, sum, histogram }: DurationState): void {
    this.#n += n;
    this.#max = Math.max(this.#max, max);
    this.#sum.addState(sum);
    this.#bins.addAll(histogram);
  }

  /** Null when nothing was added. */
  result(): Durations | null {
    if (this.#n === 0) return null;
    return {
      n: this.#n,
      mean: this.#sum.ms / this.#n,
      max: this.#max,
      histogram: this.#bins.histogram,
    };
  }
}
