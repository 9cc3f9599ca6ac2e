import type { StepScores } from './stepScores.ts';

/** How one step scores in one kind of requests: normal, of which a hidden cause explains a part. */
export interface StepScore {
  readonly mean: number;
  readonly spread: number;
  /** Correlation with the hidden cause of the kind; that of two steps is the product of theirs. */
  readonly loading: number;
}

/** By step. */
export type RequestClass = ReadonlyMap<string, StepScore>;

/** So few requests that ran both of two steps say nothing of their correlation. */
const LEAST_PAIRS = 20;

const HIGHEST = 0.95;

/** A kind of requests is not narrower than this. */
const NARROWEST = 0.25;

/**
 * Means, spreads and loadings of the steps among requests, each of which counts as much as its weight.
 *
 * @param pull null: every step has its own mean and spread. Else all share one spread, and their means
 *   are pulled towards the common one as strongly as that many requests do: rare kinds tell little.
 */
export function fitClass(
  scores: StepScores,
  weights: Float64Array,
  pull: number | null,
): RequestClass {
  const names = [...scores.keys()];
  const columns = [...scores.values()];
  const moments = columns.map((column) => momentsOf(column, weights));
  const pooled = pooledMoments(moments);
  const means = moments.map(({ weight, mean }) =>
    pull === null ? mean : (weight * mean + pull * pooled.mean) / (weight + pull),
  );
  const spreads = moments.map(({ variance }) =>
    Math.max(NARROWEST, Math.sqrt(pull === null ? variance : pooled.variance)),
  );
  const weightsOnCause = loadingsOf(columns, weights, means);
  return new Map(
    names.map((name, at) => [
      name,
      { mean: means[at]!, spread: spreads[at]!, loading: weightsOnCause[at]! },
    ]),
  );
}

interface Moments {
  readonly weight: number;
  readonly mean: number;
  readonly variance: number;
}

function momentsOf(column: Float64Array, weights: Float64Array): Moments {
  let weight = 0;
  let total = 0;
  column.forEach((score, at) => {
    if (Number.isNaN(score)) return;
    weight += weights[at]!;
    total += weights[at]! * score;
  });
  const mean = weight > 0 ? total / weight : 0;
  let square = 0;
  column.forEach((score, at) => {
    if (!Number.isNaN(score)) square += weights[at]! * (score - mean) ** 2;
  });
  return { weight, mean, variance: weight > 0 ? square / weight : 1 };
}

function pooledMoments(moments: readonly Moments[]): Moments {
  const weight = moments.reduce((sum, each) => sum + each.weight, 0);
  const over = (value: (of: Moments) => number) =>
    moments.reduce((sum, each) => sum + each.weight * value(each), 0) / Math.max(weight, 1e-12);
  return { weight, mean: over(({ mean }) => mean), variance: over(({ variance }) => variance) };
}

/**
 * Loadings of a one-factor model by least squares of the correlations.
 *
 * H. H. Harman, "Modern Factor Analysis", 3rd edition (1976), chapter 9 (minres).
 */
function loadingsOf(
  columns: readonly Float64Array[],
  weights: Float64Array,
  means: readonly number[],
): number[] {
  const correlations: (number | null)[][] = columns.map(() => []);
  for (let a = 0; a < columns.length; a++)
    for (let b = 0; b <= a; b++) {
      const r = correlation(columns[a]!, columns[b]!, weights, means[a]!, means[b]!);
      correlations[a]![b] = r;
      correlations[b]![a] = r;
    }
  const loadings = columns.map((_, at) => {
    const known = correlations[at]!.filter((r, other) => other !== at && r !== null) as number[];
    const mean = known.reduce((sum, r) => sum + r, 0) / Math.max(1, known.length);
    return Math.sqrt(Math.max(0, mean));
  });
  for (let round = 0, moved = 1; round < 200 && moved > 1e-9; round++) {
    moved = 0;
    loadings.forEach((before, at) => {
      const after = refit(correlations[at]!, loadings, at);
      loadings[at] = after;
      moved = Math.max(moved, Math.abs(after - before));
    });
  }
  return loadings;
}

/** Least squares of one row of correlations on the other loadings. */
function refit(row: readonly (number | null)[], loadings: readonly number[], at: number): number {
  let product = 0;
  let square = 0;
  row.forEach((r, other) => {
    if (other === at || r === null) return;
    product += r * loadings[other]!;
    square += loadings[other]! ** 2;
  });
  return square === 0 ? 0 : Math.min(HIGHEST, Math.max(0, product / square));
}

/** Null where too few requests ran both. */
function correlation(
  one: Float64Array,
  other: Float64Array,
  weights: Float64Array,
  oneMean: number,
  otherMean: number,
): number | null {
  let weight = 0;
  let product = 0;
  let squares = 0;
  let others = 0;
  for (let at = 0; at < one.length; at++) {
    const [a, b, w] = [one[at]! - oneMean, other[at]! - otherMean, weights[at]!];
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    weight += w;
    product += w * a * b;
    squares += w * a * a;
    others += w * b * b;
  }
  return weight < LEAST_PAIRS || squares * others === 0
    ? null
    : product / Math.sqrt(squares * others);
}

/** Logarithm of the density of one request's scores in a kind, up to a constant that all kinds share. */
export function logDensity(scores: StepScores, kind: RequestClass, request: number): number {
  let log = 0;
  let cross = 0;
  let shared = 1;
  for (const [name, column] of scores) {
    const score = column[request]!;
    const step = kind.get(name);
    if (Number.isNaN(score) || step === undefined) continue;
    const { mean, spread, loading } = step;
    const own = 1 - loading * loading;
    const scaled = (score - mean) / spread;
    log -= Math.log(spread) + (Math.log(own) + (scaled * scaled) / own) / 2;
    cross += (loading * scaled) / own;
    shared += (loading * loading) / own;
  }
  // The matrix determinant lemma and Woodbury's identity for one factor.
  return log - (Math.log(shared) - (cross * cross) / shared) / 2;
}
