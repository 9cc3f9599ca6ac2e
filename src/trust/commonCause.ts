import { normalCdf } from '../latency/normalCdf.ts';
import { fitClass, logDensity, type RequestClass } from './requestClass.ts';
import type { StepScores } from './stepScores.ts';

/**
 * What makes the steps of one request slow together: kinds of requests (all alike, or ordinary ones
 * and incidents), and in each kind one hidden cause that every step follows more or less. A Gaussian
 * copula where there is one kind; with two, a mixture of them, which has what a Gaussian copula
 * lacks: steps that are at their slowest all at once.
 *
 * A. Tewari, M. Giering, A. Raghunathan, "Parametric characterization of multimodal distributions
 * with non-Gaussian modes", ICDM Workshops (2011).
 */
export interface CommonCause {
  /** The first are ordinary requests; shares sum to 1. */
  readonly classes: readonly { readonly share: number; readonly class: RequestClass }[];
  /** By request: the chance that it was an incident. */
  readonly incidents: Float64Array;
}

/** Fewer incidents than this are no kind of their own. */
const LEAST_INCIDENTS = 5;

/** More than this share is not the exception. */
const MOST_INCIDENTS = 0.3;

/** Incidents are slower than other requests by at least this much of a step's spread. */
const LEAST_SHIFT = 0.5;

const ROUNDS = 40;

/** Change of the log likelihood, per request, below which a round brings nothing. */
const SETTLED = 1e-5;

/** Shares of the slowest requests with which the search for incidents begins. */
const STARTS = [0.03, 0.08, 0.2];

/** Every step follows nothing: the steps are independent. */
export const NO_COMMON_CAUSE: CommonCause = {
  classes: [{ share: 1, class: new Map() }],
  incidents: new Float64Array(0),
};

/**
 * Fits one kind of requests, and two; two are taken where they explain the traces better than chance
 * would (Bayesian information criterion; G. Schwarz, Ann. Stat. 6 (1978) 461-464).
 */
export function commonCause(scores: StepScores): CommonCause {
  const n = scores.values().next().value?.length ?? 0;
  if (n === 0) return NO_COMMON_CAUSE;
  const all = new Float64Array(n).fill(1);
  const one = fitClass(scores, all, null);
  const single: CommonCause = {
    classes: [{ share: 1, class: one }],
    incidents: new Float64Array(n),
  };
  const alone = sum(Float64Array.from(all, (_, at) => logDensity(scores, one, at)));
  const steps = meanScores(scores);
  const found = STARTS.flatMap((share) => mixture(scores, startAt(steps, share)) ?? []);
  const best = found.toSorted((a, b) => b.likelihood - a.likelihood)[0];
  // A share, a shift for each step and a spread.
  const parameters = scores.size + 2;
  if (best === undefined || 2 * (best.likelihood - alone) <= parameters * Math.log(n))
    return single;
  return best.cause;
}

interface Fitted {
  readonly cause: CommonCause;
  readonly likelihood: number;
}

/** Expectation maximization from a first guess of which requests were incidents. */
function mixture(scores: StepScores, start: Float64Array): Fitted | null {
  const n = start.length;
  let incidents = start;
  let before = -Infinity;
  for (let round = 0; ; round++) {
    const count = sum(incidents);
    if (count < LEAST_INCIDENTS || count > MOST_INCIDENTS * n) return null;
    const share = count / n;
    const ordinary = fitClass(
      scores,
      incidents.map((chance) => 1 - chance),
      null,
    );
    const slow = fitClass(scores, incidents, LEAST_INCIDENTS);
    let likelihood = 0;
    incidents = incidents.map((_, at) => {
      const usual = Math.log(1 - share) + logDensity(scores, ordinary, at);
      const rare = Math.log(share) + logDensity(scores, slow, at);
      const higher = Math.max(usual, rare);
      const both = higher + Math.log(Math.exp(usual - higher) + Math.exp(rare - higher));
      likelihood += both;
      return Math.exp(rare - both);
    });
    if (round < ROUNDS && Math.abs(likelihood - before) > SETTLED * n) {
      before = likelihood;
      continue;
    }
    if (shiftOf(slow) - shiftOf(ordinary) < LEAST_SHIFT) return null;
    const classes = [
      { share: 1 - share, class: ordinary },
      { share, class: slow },
    ];
    return { cause: { classes, incidents }, likelihood };
  }
}

/** The rank of a normal score in a step's law: scores are normal only where there is one kind. */
export function rankOf({ classes }: CommonCause, name: string, score: number): number {
  return classes.reduce((below, { share, class: kind }) => {
    const { mean, spread } = kind.get(name) ?? { mean: 0, spread: 1 };
    return below + share * normalCdf((score - mean) / spread);
  }, 0);
}

function shiftOf(kind: RequestClass): number {
  return [...kind.values()].reduce((total, { mean }) => total + mean, 0) / Math.max(1, kind.size);
}

/** By request: the mean score of the steps that ran. */
function meanScores(scores: StepScores): Float64Array {
  const columns = [...scores.values()];
  return (columns[0] ?? new Float64Array()).map((_, at) => {
    const known = columns.map((column) => column[at]!).filter((score) => !Number.isNaN(score));
    return known.reduce((total, score) => total + score, 0) / Math.max(1, known.length);
  });
}

/** The slowest share of requests. */
function startAt(means: Float64Array, share: number): Float64Array {
  const slowest = means.toSorted()[Math.floor((1 - share) * means.length)] ?? Infinity;
  return means.map((mean) => Number(mean >= slowest));
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
