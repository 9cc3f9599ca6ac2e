import { chooseLattice } from '../latency/horizon.ts';
import type { LatencyInput } from '../latency/latencyInput.ts';
import type { Law } from '../latency/law.ts';
import { leafOf } from '../latency/leafOf.ts';
import { mixture } from '../latency/mixture.ts';
import { normalCdf } from '../latency/normalCdf.ts';
import { normalQuantile } from '../latency/normalQuantile.ts';
import { readQuantile } from '../latency/readQuantile.ts';
import type { Choices } from '../solver/choices.ts';
import { latencyEvaluator } from '../solver/latency.ts';
import { LatencyComposer, Leaves } from '../solver/latencyComposer.ts';
import type { Option, Problem } from '../solver/problem.ts';

/** Nodes of the factor: with 13 the error is below 0.1% up to a correlation of 0.6 (solver-maths 4). */
const NODES = 13;
const REACH = 4;

/** Twice as many cells as usual: one lattice serves all percentiles. */
const CELLS = 2048;

/** The highest percentile asked for lies below this share of the horizon. */
const HEADROOM = 2.5;

/** Normal scores at which a step's law is read to be shifted. */
const SCORES = Array.from({ length: 49 }, (_, at) => (at - 24) / 6);

/**
 * Percentiles, in ms, of an architecture whose steps share one hidden cause: given the cause the steps
 * are independent, so the usual composition is done for each of {@link NODES} values of the cause, and
 * averaged (one-factor Gaussian copula).
 *
 * @param loadings by step or tool; the correlation of two is the product of theirs
 */
export function copulaPercentiles(
  problem: Problem,
  choices: Choices,
  loadings: ReadonlyMap<string, number>,
  percentiles: readonly number[],
): number[] {
  const independent = latencyEvaluator(problem).at(choices, 'latency', Math.max(...percentiles));
  const conditional = new ConditionalLaws();
  let horizon = HEADROOM * Math.max(independent ?? 0, 1);
  for (;;) {
    const law = averaged(problem, choices, loadings, conditional, horizon);
    const found = percentiles.map((p) => readQuantile(law, p));
    if (found.every(Number.isFinite) || horizon > 2 ** 45) return found;
    horizon *= 2;
  }
}

function averaged(
  problem: Problem,
  choices: Choices,
  loadings: ReadonlyMap<string, number>,
  conditional: ConditionalLaws,
  horizon: number,
): Law {
  const lattice = chooseLattice(horizon, CELLS);
  const parts = nodes().map(({ z, weight }) => {
    const given = problemGiven(problem, z, loadings, conditional);
    return { weight, law: new LatencyComposer(given, lattice, new Leaves()).endToEnd(choices) };
  });
  return mixture(parts);
}

/** Trapezoid rule on the normal density. */
function nodes(): { z: number; weight: number }[] {
  const points = Array.from({ length: NODES }, (_, at) => {
    const z = REACH * ((2 * at) / (NODES - 1) - 1);
    return { z, weight: Math.exp((-z * z) / 2) };
  });
  const total = points.reduce((sum, { weight }) => sum + weight, 0);
  return points.map(({ z, weight }) => ({ z, weight: weight / total }));
}

function problemGiven(
  problem: Problem,
  z: number,
  loadings: ReadonlyMap<string, number>,
  conditional: ConditionalLaws,
): Problem {
  const given = <T extends { readonly name: string; readonly options: readonly Option[] }>(
    of: T,
  ): T => {
    const loading = loadings.get(of.name) ?? 0;
    if (loading === 0) return of;
    const options = of.options.map((option) => ({
      ...option,
      latency: conditional.of(option.latency, loading, z),
    }));
    return { ...of, options };
  };
  return {
    ...problem,
    steps: problem.steps.map(given),
    tools: problem.tools && { ...problem.tools, tools: problem.tools.tools.map(given) },
  };
}

/** Laws given the hidden cause; each law's quantiles are read once. */
class ConditionalLaws {
  readonly #scores = new Map<LatencyInput, readonly number[]>();

  /** F(t | z): the normal score of a time shifts by the loading, and its spread shrinks. */
  of(input: LatencyInput, loading: number, z: number): LatencyInput {
    if (input.kind === 'point') return input;
    const times = this.#scores.get(input) ?? timesAt(input);
    this.#scores.set(input, times);
    const spread = Math.sqrt(1 - loading * loading);
    const points: { p: number; ms: number }[] = [];
    SCORES.forEach((score, at) => {
      const p = normalCdf((score - loading * z) / spread);
      const ms = Math.max(times[at]!, 1e-3);
      const before = points.at(-1);
      // Where a law stands still, or a probability is too close to 0 or 1, there is no point of its own.
      if (p <= 1e-7 || p >= 1 - 1e-7 || !Number.isFinite(normalQuantile(p))) return;
      if (before && (p <= before.p + 1e-9 || ms <= before.ms * (1 + 1e-9))) return;
      points.push({ p, ms });
    });
    if (points.length >= 2) return { kind: 'quantiles', points, max: null };
    const middle = SCORES.findIndex((score) => score >= loading * z);
    return { kind: 'point', ms: times[middle === -1 ? times.length - 1 : middle]! };
  }
}

function timesAt(input: LatencyInput): number[] {
  const leaf = leafOf(input);
  return SCORES.map((score) => leaf.quantile(normalCdf(score)));
}
