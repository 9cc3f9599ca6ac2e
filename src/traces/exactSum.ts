/** In nanoseconds, 52 days: what comes on top of it still fits a double without loss. */
export const CARRY = 2 ** 52;

/** A sum on its way to another thread. */
export interface ExactSumState {
  readonly carries: number;
  readonly ns: number;
}

/** Sum of durations, each up to 24 h, exact to the nanosecond: their order leaves no mark on it. */
export class ExactSum {
  #carries = 0;
  #ns = 0;

  add(ms: number): void {
    this.#ns += Math.round(ms * 1e6);
    if (this.#ns < CARRY) return;
    this.#ns -= CARRY;
    this.#carries += 1;
  }

  /** What another sum came to, for {@link addState}. */
  state(): ExactSumState {
    return { carries: this.#carries, ns: this.#ns };
  }

  addState({ carries, ns }: ExactSumState): void {
    this.#carries += carries;
    this.#ns += ns;
    if (this.#ns < CARRY) return;
    this.#ns -= CARRY;
    this.#carries += 1;
  }

  get ms(): number {
    return (this.#carries * CARRY + this.#ns) / 1e6;
  }
}
