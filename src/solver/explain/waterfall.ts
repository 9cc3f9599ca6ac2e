import {
  type AttributedLaw,
  attributedMixture,
  attributedParallel,
  attributedRepeat,
  attributedSeries,
  attributedTo,
  attributedZero,
  timesAround,
} from '../../latency/attributed.ts';
import { chooseLattice } from '../../latency/horizon.ts';
import type { Lattice } from '../../latency/law.ts';
import { onLattice } from '../../latency/onLattice.ts';
import type { Choices } from '../choices.ts';
import type { LatencyEvaluator } from '../latency.ts';
import type { Problem } from '../problem.ts';
import type { TimeAlgebra } from '../timeAlgebra.ts';
import { WorkflowComposer } from '../workflowComposer.ts';

/** Cells of the lattice on which parts are told apart; their figures are scaled to the percentile. */
const CELLS = 512;

/**
 * End to end time by step, tool and shortcut, at percentiles: the mean time that each adds on the
 * critical path, redos included, among the requests around the percentile. The figures of a percentile
 * sum to it (docs/latency.md).
 *
 * @returns one map per percentile, in ms; what takes no time is absent
 */
export function waterfall(
  problem: Problem,
  latencies: LatencyEvaluator,
  choices: Choices,
  percentiles: readonly number[],
): ReadonlyMap<string, number>[] {
  const reached = percentiles.map((p) => latencies.at(choices, 'latency', p) ?? 0);
  const furthest = Math.max(1, ...reached.filter(Number.isFinite));
  const lattice = chooseLattice(1.25 * furthest, CELLS);
  const whole = new WorkflowComposer(problem, attributedAlgebra(lattice)).endToEnd(choices);
  return percentiles.map((p, index) => {
    const parts = timesAround(whole, p);
    const sum = [...parts.values()].reduce((total, ms) => total + ms, 0);
    const scale = sum > 0 ? (reached[index] ?? 0) / sum : 0;
    // Noise of the transforms, far below what is printed, is no time at all.
    const clean = (ms: number) => (ms > sum * 1e-12 ? ms * scale : 0);
    return new Map([...parts].map(([name, ms]) => [name, clean(ms)]));
  });
}

function attributedAlgebra(lattice: Lattice): TimeAlgebra<AttributedLaw> {
  const zero = attributedZero(lattice);
  return {
    zero,
    leaf: (input, owner) => attributedTo(owner, onLattice(input, lattice)),
    series: (parts) => parts.reduce(attributedSeries),
    parallel: (parts) => parts.reduce(attributedParallel),
    mixture: attributedMixture,
    withChance: (law, share) =>
      attributedMixture([
        { weight: share, law },
        { weight: 1 - share, law: zero },
      ]),
    repeat: attributedRepeat,
  };
}
