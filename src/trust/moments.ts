/**
 * Number, mean, variance and skewness of values that come one after the other.
 *
 * B. P. Welford, "Note on a method for calculating corrected sums of squares and products",
 * Technometrics 4 (1962) 419-420; the cubes as in P. Pébay, SAND2008-6212 (2008), equation 3.1.
 */
export class Moments {
  #n = 0;
  #mean = 0;
  #squares = 0;
  #cubes = 0;

  add(value: number): void {
    this.#n += 1;
    const off = value - this.#mean;
    const step = off / this.#n;
    const square = off * step * (this.#n - 1);
    this.#mean += step;
    this.#cubes += square * step * (this.#n - 2) - 3 * step * this.#squares;
    this.#squares += square;
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

  /** Of the values themselves: 0 where they are alike, or lie evenly around their mean. */
  get skewness(): number {
    const spread = this.#squares / this.#n;
    return spread > 0 ? this.#cubes / this.#n / spread ** 1.5 : 0;
  }
}

/** Moments of these values. */
export function momentsOf(values: Iterable<number>): Moments {
  const moments = new Moments();
  for (const value of values) moments.add(value);
  return moments;
}
