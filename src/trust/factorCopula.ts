import { chooseLattice } from '../latency/horizon.ts';
import type { Law } from '../latency/law.ts';
import { mixture } from '../latency/mixture.ts';
import { readQuantile } from '../latency/readQuantile.ts';
import type { Choices } from '../solver/choices.ts';
import { latencyEvaluator } from '../solver/latency.ts';
import { LatencyComposer } from '../solver/latencyComposer.ts';
import type { Option, Problem } from '../solver/problem.ts';
import type { CommonCause } from './commonCause.ts';
import { ConditionalLaws, type Given } from './conditionalLaws.ts';

/** Nodes of the factor: with 13 the error is below 0.1% up to a correlation of 0.6 (solver-maths 4). */
const NODES = 13;
const REACH = 4;

/** Twice as many cells as usual: one lattice serves all percentiles. */
const CELLS = 2048;

/** The highest percentile asked for lies below this share of the horizon. */
const HEADROOM = 2.5;

/**
 * Percentiles, in ms, of an architecture whose steps share a hidden cause: given the kind of request
 * and the cause the steps are independent, so the usual composition is done for every kind and each of
 * {@link NODES} values of the cause, and averaged.
 */
export function copulaPercentiles(
  problem: Problem,
  choices: Choices,
  cause: CommonCause,
  percentiles: readonly number[],
): number[] {
  const independent = latencyEvaluator(problem).at(choices, 'latency', Math.max(...percentiles));
  const laws = new ConditionalLaws(cause);
  let horizon = HEADROOM * Math.max(independent ?? 0, 1);
  for (;;) {
    const law = averaged(problem, choices, cause, laws, horizon);
    const found = percentiles.map((p) => readQuantile(law, p));
    if (found.every(Number.isFinite) || horizon > 2 ** 45) return found;
    horizon *= 2;
  }
}

function averaged(
  problem: Problem,
  choices: Choices,
  cause: CommonCause,
  laws: ConditionalLaws,
  horizon: number,
): Law {
  const lattice = chooseLattice(horizon, CELLS);
  const parts = nodesOf(cause).map(({ weight, given }) => {
    const composer = new LatencyComposer(problemGiven(problem, given, laws), lattice);
    return { weight, law: composer.endToEnd(choices) };
  });
  return mixture(parts);
}

/** Trapezoid rule on the normal density, in each kind of requests; one node where no step follows a cause. */
function nodesOf({ classes }: CommonCause): { given: Given; weight: number }[] {
  return classes.flatMap(({ share, class: kind }) => {
    const isFree = [...kind.values()].every(({ loading }) => loading === 0);
    const count = isFree ? 1 : NODES;
    const points = Array.from({ length: count }, (_, at) => {
      const z = isFree ? 0 : REACH * ((2 * at) / (NODES - 1) - 1);
      return { given: { kind, z }, weight: Math.exp((-z * z) / 2) };
    });
    const total = points.reduce((sum, { weight }) => sum + weight, 0);
    return points.map(({ given, weight }) => ({ given, weight: (share * weight) / total }));
  });
}

function problemGiven(problem: Problem, given: Given, laws: ConditionalLaws): Problem {
  const ofStep = <T extends { readonly name: string; readonly options: readonly Option[] }>(
    of: T,
  ): T => ({
    ...of,
    options: of.options.map((option) => ({
      ...option,
      latency: laws.of(of.name, option.latency, given),
    })),
  });
  return {
    ...problem,
    steps: problem.steps.map(ofStep),
    tools: problem.tools && { ...problem.tools, tools: problem.tools.tools.map(ofStep) },
  };
}
