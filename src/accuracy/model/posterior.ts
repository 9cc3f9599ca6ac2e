import { cholesky, dot, logDeterminant, solveLower, solveUpper } from './cholesky.ts';
import type { Factor, Levels, Spread } from './design.ts';
import { Kernel, statedMean } from './kernel.ts';
import { PRIOR_CENTRE, type TaskRows } from './taskRows.ts';

/** What measured architectures say of one task, at one set of spreads. */
export class Posterior {
  readonly #factors: readonly Factor[];
  readonly #task: number;
  readonly #kernel: Kernel;
  readonly #measured: readonly Levels[];
  readonly #factor: Float64Array;
  /** Inverse covariance of the measured log odds times their distance from the prior mean. */
  readonly #weights: Float64Array;
  /** Log marginal likelihood of the measured log odds. */
  readonly evidence: number;

  private constructor(rows: TaskRows, kernel: Kernel, factor: Float64Array) {
    this.#factors = rows.factors;
    this.#task = rows.task;
    this.#kernel = kernel;
    this.#measured = rows.levels;
    this.#factor = factor;
    const halfway = solveLower(factor, rows.distances);
    this.#weights = solveUpper(factor, halfway);
    const size = rows.levels.length;
    this.evidence =
      -0.5 * (dot(halfway, halfway) + logDeterminant(factor, size) + size * Math.log(2 * Math.PI));
  }

  /** @returns null when the measured architectures cannot be told apart to working precision */
  static of(rows: TaskRows, spread: Spread): Posterior | null {
    const kernel = new Kernel(rows.factors, spread, rows.task);
    const factor = cholesky(rows.covariances(kernel, spread), rows.levels.length);
    return factor && new Posterior(rows, kernel, factor);
  }

  /** Mean of the effect of one level beyond what is stated of it. */
  levelMean(factor: number, level: number): number {
    const variance = this.#kernel.mainVariance(factor, level);
    if (variance === 0) return 0;
    return (
      variance *
      this.#measured.reduce(
        (sum, levels, row) => sum + (levels[factor] === level ? (this.#weights[row] ?? 0) : 0),
        0,
      )
    );
  }

  /** Mean of the log odds of an architecture by its effects alone, without interactions. */
  additiveMean(levels: Levels): number {
    return (
      PRIOR_CENTRE +
      statedMean(this.#factors, levels, this.#task) +
      this.#measured.reduce(
        (sum, other, row) => sum + this.#kernel.additive(levels, other) * (this.#weights[row] ?? 0),
        0,
      )
    );
  }

  /** What interactions add to the mean, and the variance of the log odds, of an architecture. */
  whole(levels: Levels): { readonly interaction: number; readonly variance: number } {
    const across = new Float64Array(this.#measured.length);
    let interaction = 0;
    this.#measured.forEach((other, row) => {
      const joint = this.#kernel.interaction(levels, other);
      across[row] = this.#kernel.additive(levels, other) + joint;
      interaction += joint * (this.#weights[row] ?? 0);
    });
    const explained = solveLower(this.#factor, across);
    const prior = this.#kernel.additive(levels, levels) + this.#kernel.interaction(levels, levels);
    return { interaction, variance: Math.max(0, prior - dot(explained, explained)) };
  }

  /** Covariances of the log odds of architectures with one another, given what was measured. */
  covariances(sites: readonly Levels[]): Float64Array[] {
    const explained = sites.map((site) => solveLower(this.#factor, this.#across(site)));
    return sites.map((a, row) =>
      Float64Array.from(
        sites,
        (b, column) =>
          this.#kernel.additive(a, b) +
          this.#kernel.interaction(a, b) -
          dot(explained[row] ?? NONE, explained[column] ?? NONE),
      ),
    );
  }

  #across(levels: Levels): Float64Array {
    return Float64Array.from(
      this.#measured,
      (other) => this.#kernel.additive(levels, other) + this.#kernel.interaction(levels, other),
    );
  }
}

const NONE = new Float64Array();
