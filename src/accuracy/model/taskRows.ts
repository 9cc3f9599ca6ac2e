import { logOdds } from '../logOdds.ts';
import type { Factor, Levels, Observation, Spread } from './design.ts';
import { type Kernel, sharedLevels, statedMean } from './kernel.ts';

/** What was measured on one task, with what posteriors at all spreads have in common. */
export class TaskRows {
  readonly task: number;
  readonly factors: readonly Factor[];
  readonly levels: readonly Levels[];
  /** Measured log odds less their prior mean. */
  readonly distances: Float64Array;
  readonly #noise: readonly number[];
  /** How many levels a row shares with each before it and with itself; lower triangle. */
  readonly #shared: Uint16Array;
  /** Covariances by effects alone, by the spreads they hang on; lower triangles. */
  readonly #additive = new Map<string, Float64Array>();

  constructor(factors: readonly Factor[], observations: readonly Observation[], task: number) {
    const run = observations.flatMap(({ levels, counts }) => {
      const own = counts[task];
      return own ? [{ levels, ...own }] : [];
    });
    this.task = task;
    this.factors = factors;
    this.levels = run.map(({ levels }) => levels);
    this.distances = Float64Array.from(
      run,
      ({ levels, passed, total }) =>
        logOdds((passed + 0.5) / (total + 1)) - PRIOR_CENTRE - statedMean(factors, levels, task),
    );
    this.#noise = run.map(({ passed, total }) => noiseVariance(passed, total));
    this.#shared = Uint16Array.from(this.#pairs(sharedLevels));
  }

  /** Covariances of the measured log odds: the lower triangle of a square matrix, row by row. */
  covariances(kernel: Kernel, spread: Spread): Float64Array {
    const size = this.levels.length;
    const additive = this.#additiveAt(kernel, spread);
    const matrix = new Float64Array(size * size);
    for (let row = 0, pair = 0; row < size; row++) {
      for (let column = 0; column <= row; column++, pair++) {
        const noise = row === column ? (this.#noise[row] ?? 0) : 0;
        const interaction = kernel.interactionOf(this.#shared[pair] ?? 0);
        matrix[row * size + column] = (additive[pair] ?? 0) + interaction + noise;
      }
    }
    return matrix;
  }

  #additiveAt(kernel: Kernel, { main, stated }: Spread): Float64Array {
    const key = `${main} ${stated}`;
    const known = this.#additive.get(key);
    if (known !== undefined) return known;
    const covariances = Float64Array.from(this.#pairs((a, b) => kernel.additive(a, b)));
    this.#additive.set(key, covariances);
    return covariances;
  }

  /** A figure of every row with each before it and with itself. */
  #pairs(figure: (a: Levels, b: Levels) => number): number[] {
    return this.levels.flatMap((a, row) => this.levels.slice(0, row + 1).map((b) => figure(a, b)));
  }
}

/** Before anything is measured, an agent is as likely to be above 73% as below it. */
export const PRIOR_CENTRE = 1;

/** Variance of the log odds of a share from counts, with half a success and half a failure added (Haldane-Anscombe). */
export function noiseVariance(passed: number, total: number): number {
  return 1 / (passed + 0.5) + 1 / (total - passed + 0.5);
}
