/**
 * Number, mean and variance of values that come one after the other.
 *
 * B. P. Welford, "Note on a method for calculating corrected sums of squares and products",
 * Technometrics 4 (1962) 419-420.
 */
export class Moments {
  #n = 0;
  #mean = 0;
  #squares = 0;

  add(value: number): void {
    this.#n += 1;
    const off = value - this.#mean;
    this.#mean += off / this.#n;
    this.#squares += off * (value - this.#mean);
  }

  get n(): number {
    return this.#n;
  }

  /** NaN where there are no values. */
  get mean(): number {
    return this.#n === 0 ? NaN : this.#mean;
  }

  /** Of the population that they are drawn from; null of fewer than two values. */
  get variance(): number | null {
    return this.#n < 2 ? null : this.#squares / (this.#n - 1);
  }
}

/** Moments of these values. */
export function momentsOf(values: Iterable<number>): Moments {
  const moments = new Moments();
  for (const value of values) moments.add(value);
  return moments;
}
