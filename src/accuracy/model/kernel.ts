import { COMMON_SD, type Factor, type Levels, type Spread } from './design.ts';

/** Covariances of the log odds of architectures on one task, in three parts that add up. */
export class Kernel {
  readonly #factors: readonly Factor[];
  /** Variance of the effect of every level of every factor. */
  readonly #main: readonly (readonly number[])[];
  readonly #spread: Spread;

  constructor(factors: readonly Factor[], spread: Spread, task: number) {
    this.#factors = factors;
    this.#spread = spread;
    this.#main = factors.map(({ levels }) => {
      const anchored = levels.some(({ stated }, index) => index > 0 && stated !== null);
      return levels.map(({ stated }, index) => {
        // Stated effects are differences from the baseline's level, which is then the zero.
        if (index === 0) return anchored ? 0 : spread.main ** 2;
        const sd = stated?.[task]?.sd;
        return sd === undefined ? spread.main ** 2 : Math.max(LEAST_SD, sd * spread.stated) ** 2;
      });
    });
  }

  /** What is common to all architectures, and the effects of the levels that two of them share. */
  additive(a: Levels, b: Levels): number {
    let sum = COMMON_SD ** 2;
    for (let factor = 0; factor < this.#factors.length; factor++) {
      if (a[factor] === b[factor]) sum += this.mainVariance(factor, a[factor] ?? 0);
    }
    return sum;
  }

  /** Interactions of the pairs of levels that two architectures share, and the residual of a whole one. */
  interaction(a: Levels, b: Levels): number {
    return this.interactionOf(sharedLevels(a, b));
  }

  /** The same, by how many levels they share. */
  interactionOf(shared: number): number {
    const count = this.#factors.length;
    const pairs = (count * (count - 1)) / 2;
    const alike = pairs === 0 ? 0 : (shared * (shared - 1)) / 2 / pairs;
    return this.#spread.pair ** 2 * alike + (shared === count ? this.#spread.residual ** 2 : 0);
  }

  mainVariance(factor: number, level: number): number {
    return this.#main[factor]?.[level] ?? 0;
  }
}

/** How many factors have the same level in two architectures. */
export function sharedLevels(a: Levels, b: Levels): number {
  let shared = 0;
  for (let factor = 0; factor < a.length; factor++) {
    if (a[factor] === b[factor]) shared += 1;
  }
  return shared;
}

/** An effect stated without any width is still not certain: a tenth of a logit is 2.5 points at most. */
const LEAST_SD = 0.1;

/** The prior mean of an architecture's log odds beyond what is common: the stated effects of its levels. */
export function statedMean(factors: readonly Factor[], levels: Levels, task: number): number {
  return factors.reduce(
    (sum, factor, index) => sum + (factor.levels[levels[index] ?? 0]?.stated?.[task]?.mid ?? 0),
    0,
  );
}
