/** In nanoseconds, 52 days: what comes on top of it still fits a double without loss. */
const CARRY = 2 ** 52;

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

  get ms(): number {
    return (this.#carries * CARRY + this.#ns) / 1e6;
  }
}
