/**
 * How long one call X takes, as a law on the half line: times in milliseconds, probabilities in 0..1.
 * The two integrals are what the lattice needs; one alone would lose its digits in the other's tail.
 */
export interface Leaf {
  /** P(X <= t). */
  cdf(t: number): number;
  /** ∫_0^t F = E[max(0, t - X)], in milliseconds; 0 for t <= 0. */
  cdfIntegral(t: number): number;
  /** ∫_t^∞ (1 - F) = E[max(0, X - t)], in milliseconds; equals cdfIntegral(t) + mean - t. */
  tailIntegral(t: number): number;
  /** E[X] in milliseconds. */
  readonly mean: number;
  /** Smallest t with F(t) >= p, in milliseconds, for 0 < p < 1. */
  quantile(p: number): number;
  /** Its cells, where they are found faster than by these integrals; null where they are not after all. */
  cells?(places: CellPlaces): Float64Array | null;
}

/** Cells of a lattice, by index. */
export interface CellPlaces {
  /** Milliseconds between cells. */
  readonly step: number;
  readonly first: number;
  /** That of the median. */
  readonly middle: number;
  readonly last: number;
}
