import { fromLogOdds } from '../logOdds.ts';
import type { Factor, Levels, Observation, Spread } from './design.ts';
import { Posterior } from './posterior.ts';
import { TaskRows } from './taskRows.ts';

/** Log odds of one architecture on one task: the estimate by effects alone, and how far off it may be. */
export interface Forecast {
  readonly centre: number;
  readonly sd: number;
  /** What interactions would add to the estimate. */
  readonly interaction: number;
}

/** An accuracy model fitted to measured architectures; see {@link learn}. */
export interface Learned {
  readonly factors: readonly Factor[];
  readonly tasks: number;
  /** Spreads with their posterior probability, most probable first. */
  readonly spreads: readonly { readonly spread: Spread; readonly weight: number }[];
  /** Mean effect of a level on a task against the baseline's level, in log odds. */
  effect(factor: number, level: number, task: number): number;
  /** An architecture on every task. */
  forecast(levels: Levels): readonly Forecast[];
  /** Covariances of the log odds of architectures on a task, given what was measured, by the likeliest spreads. */
  covariances(sites: readonly Levels[], task: number): Float64Array[];
}

/**
 * Effects of a quarter to one logit (6 to 25 points around 50%), interactions and residuals from next
 * to none to 0.4 and 0.2; stated widths as they are, or doubled.
 */
const GRID: readonly Spread[] = [0.25, 0.5, 1].flatMap((main) =>
  [0.02, 0.1, 0.2, 0.4].flatMap((pair) =>
    [0.02, 0.1, 0.2].flatMap((residual) =>
      [1, 2].map((stated) => ({ main, pair, residual, stated })),
    ),
  ),
);

/** Spreads less probable than this share of the most probable one are left out. */
const LEAST_WEIGHT = 0.1;

/**
 * Fits effects, interactions and residuals of log odds to measured architectures: a Gaussian process
 * whose prior means are the stated effects. How much effects vary is averaged over a grid, weighed by
 * marginal likelihood, one grid for all tasks. Estimates rest on effects alone; interactions and
 * residuals widen intervals (docs/accuracy.md).
 */
export function learn(
  factors: readonly Factor[],
  observations: readonly Observation[],
  tasks: number,
): Learned | null {
  const isStated = factors.some(({ levels }) => levels.some(({ stated }) => stated !== null));
  const grid = GRID.filter(({ stated }) => isStated || stated === 1);
  const rows = Array.from(
    { length: tasks },
    (_, task) => new TaskRows(factors, observations, task),
  );
  const fitted = grid.flatMap((spread) => {
    const posteriors = rows.map((own) => Posterior.of(own, spread));
    const complete = posteriors.filter((posterior) => posterior !== null);
    if (complete.length < tasks) return [];
    return [
      {
        spread,
        posteriors: complete,
        evidence: complete.reduce((sum, { evidence }) => sum + evidence, 0),
      },
    ];
  });
  const likely = weighed(fitted);
  return likely.length === 0 ? null : new Averaged(factors, tasks, likely);
}

interface Fitted {
  readonly spread: Spread;
  readonly posteriors: readonly Posterior[];
}

function weighed(
  fitted: readonly (Fitted & { readonly evidence: number })[],
): (Fitted & { readonly weight: number })[] {
  const best = fitted.reduce((most, { evidence }) => Math.max(most, evidence), -Infinity);
  const raw = fitted.map((each) => ({ ...each, weight: Math.exp(each.evidence - best) }));
  const kept = raw.filter(({ weight }) => weight >= LEAST_WEIGHT);
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  return kept
    .map((each) => ({ ...each, weight: each.weight / total }))
    .sort((a, b) => b.weight - a.weight);
}

/** Covariances are for choosing what to measure: the likeliest spreads will do. */
const PLANNED = 8;

class Averaged implements Learned {
  readonly factors: readonly Factor[];
  readonly tasks: number;
  readonly spreads: readonly { readonly spread: Spread; readonly weight: number }[];
  readonly #fitted: readonly (Fitted & { readonly weight: number })[];

  constructor(
    factors: readonly Factor[],
    tasks: number,
    fitted: readonly (Fitted & { readonly weight: number })[],
  ) {
    this.factors = factors;
    this.tasks = tasks;
    this.#fitted = fitted;
    this.spreads = fitted.map(({ spread, weight }) => ({ spread, weight }));
  }

  effect(factor: number, level: number, task: number): number {
    const stated = this.factors[factor]?.levels[level]?.stated?.[task]?.mid ?? 0;
    return (
      stated +
      this.#mean(
        task,
        (posterior) => posterior.levelMean(factor, level) - posterior.levelMean(factor, 0),
      )
    );
  }

  forecast(levels: Levels): readonly Forecast[] {
    return Array.from({ length: this.tasks }, (_, task) => {
      const parts = this.#fitted.map(({ weight, posteriors }) => ({
        weight,
        additive: posteriors[task]?.additiveMean(levels) ?? 0,
        ...(posteriors[task]?.whole(levels) ?? { interaction: 0, variance: 0 }),
      }));
      const centre = parts.reduce((sum, { weight, additive }) => sum + weight * additive, 0);
      const interaction = parts.reduce((sum, part) => sum + part.weight * part.interaction, 0);
      const variance = parts.reduce(
        (sum, part) =>
          sum + part.weight * (part.variance + (part.additive + part.interaction - centre) ** 2),
        0,
      );
      return { centre, sd: Math.sqrt(variance), interaction };
    });
  }

  covariances(sites: readonly Levels[], task: number): Float64Array[] {
    const sum = sites.map(() => new Float64Array(sites.length));
    const likeliest = this.#fitted.slice(0, PLANNED);
    const all = likeliest.reduce((total, { weight }) => total + weight, 0);
    for (const { weight, posteriors } of likeliest) {
      posteriors[task]?.covariances(sites).forEach((own, row) => {
        const target = sum[row];
        own.forEach((value, column) => {
          if (target) target[column] = (target[column] ?? 0) + (weight / all) * value;
        });
      });
    }
    return sum;
  }

  #mean(task: number, of: (posterior: Posterior) => number): number {
    return this.#fitted.reduce((sum, { weight, posteriors }) => {
      const posterior = posteriors[task];
      return sum + (posterior === undefined ? 0 : weight * of(posterior));
    }, 0);
  }
}

/** Half of a forecast's central interval, `z` standard deviations wide to each side, as shares. */
export function intervalOf({ centre, sd }: Forecast, z: number): { low: number; high: number } {
  return { low: fromLogOdds(centre - z * sd), high: fromLogOdds(centre + z * sd) };
}
