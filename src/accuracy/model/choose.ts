import type { Learned } from './learn.ts';
import type { Levels } from './design.ts';

/** An architecture that could be measured, and how much its accuracy matters to the decision. */
export interface Site {
  readonly levels: Levels;
  /** 0 and more: what is uncertain here counts by this. */
  readonly stake: number;
  /** Measured already: not worth choosing, though others may stand or fall with it. */
  readonly measured: boolean;
}

/** A site to measure: its place in the list, and the standard deviation of its log odds before and after. */
export interface Chosen {
  readonly index: number;
  readonly before: number;
  readonly after: number;
}

/**
 * The sites whose measurement takes most variance of log odds off all sites together, one after the
 * other, each given those before it (greedy A-optimal design). What an outcome will be is not needed:
 * in a Gaussian model the variance that is left depends only on where one measures.
 *
 * @param noise variance of the measured log odds of one site on one task
 */
export function choose(
  learned: Learned,
  sites: readonly Site[],
  count: number,
  noise: number,
): Chosen[] {
  const covariances = Array.from({ length: learned.tasks }, (_, task) =>
    learned.covariances(
      sites.map(({ levels }) => levels),
      task,
    ),
  );
  const chosen: Chosen[] = [];
  while (chosen.length < count) {
    const index = bestOf(sites, covariances, noise, chosen);
    if (index === null) break;
    const before = spreadAt(covariances, index);
    for (const matrix of covariances) observe(matrix, index, noise);
    chosen.push({ index, before, after: spreadAt(covariances, index) });
  }
  return chosen;
}

type Matrix = readonly Float64Array[];

function bestOf(
  sites: readonly Site[],
  covariances: readonly Matrix[],
  noise: number,
  chosen: readonly Chosen[],
): number | null {
  let best: number | null = null;
  let most = 0;
  sites.forEach((site, index) => {
    if (site.measured || chosen.some((other) => other.index === index)) return;
    const gain = covariances.reduce((sum, matrix) => sum + gainAt(sites, matrix, index, noise), 0);
    if (gain > most * (1 + TIE)) {
      most = gain;
      best = index;
    }
  });
  return best;
}

/** Gains within rounding are ties: the first site stays. */
const TIE = 1e-9;

function gainAt(sites: readonly Site[], matrix: Matrix, index: number, noise: number): number {
  const row = matrix[index] ?? new Float64Array();
  const variance = (row[index] ?? 0) + noise;
  return (
    sites.reduce((sum, { stake }, other) => sum + stake * (row[other] ?? 0) ** 2, 0) / variance
  );
}

/** Takes off what measuring one site would tell of the others. */
function observe(matrix: Matrix, index: number, noise: number): void {
  const row = Float64Array.from(matrix[index] ?? []);
  const variance = (row[index] ?? 0) + noise;
  matrix.forEach((own, a) => {
    const share = (row[a] ?? 0) / variance;
    for (let b = 0; b < own.length; b++) own[b] = (own[b] ?? 0) - share * (row[b] ?? 0);
  });
}

/** Over tasks, the root mean square. */
function spreadAt(covariances: readonly Matrix[], index: number): number {
  const sum = covariances.reduce(
    (total, matrix) => total + Math.max(0, matrix[index]?.[index] ?? 0),
    0,
  );
  return Math.sqrt(sum / Math.max(1, covariances.length));
}
