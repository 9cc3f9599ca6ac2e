import { zeroLaw } from '../latency/certain.ts';
import { withChance } from '../latency/chance.ts';
import type { LatencyInput } from '../latency/latencyInput.ts';
import type { Lattice, Law } from '../latency/law.ts';
import { leafOf } from '../latency/leafOf.ts';
import { mixture } from '../latency/mixture.ts';
import { onLattice } from '../latency/onLattice.ts';
import { parallelAll } from '../latency/parallel.ts';
import { repeat } from '../latency/repeat.ts';
import { roundedLaw } from '../latency/roundedLaw.ts';
import { seriesAll } from '../latency/series.ts';
import type { Problem } from './problem.ts';
import type { TimeAlgebra } from './timeAlgebra.ts';
import { WorkflowComposer } from './workflowComposer.ts';

/**
 * The law of one call on a lattice, remembered with its statement: the specs that `check` is given
 * mostly share a table, and so its statements.
 */
function callOn(lattice: Lattice, input: LatencyInput): Law {
  const laws = CALLS.get(input) ?? new Map<string, Law>();
  CALLS.set(input, laws);
  const key = `${lattice.step}/${lattice.size}`;
  const law = laws.get(key) ?? onLattice(leafOf(input), lattice);
  laws.set(key, law);
  return law;
}

const CALLS = new WeakMap<LatencyInput, Map<string, Law>>();

/** Composes laws on one lattice. */
export class LatencyComposer extends WorkflowComposer<Law> {
  readonly lattice: Lattice;
  readonly #algebra: TimeAlgebra<Law>;

  /** @param rounding for bounds: every duration moved to the cell below or above */
  constructor(problem: Problem, lattice: Lattice, rounding?: 'down' | 'up') {
    const algebra = lawAlgebra(lattice, rounding);
    super(problem, algebra);
    this.lattice = lattice;
    this.#algebra = algebra;
  }

  /** Law of one call of something, by its statement. */
  law(input: LatencyInput): Law {
    return this.#algebra.leaf(input, '');
  }
}

function lawAlgebra(lattice: Lattice, rounding: 'down' | 'up' | undefined): TimeAlgebra<Law> {
  const laws = new Map<LatencyInput, Law>();
  return {
    zero: zeroLaw(lattice),
    leaf(input) {
      const known = laws.get(input);
      if (known) return known;
      const law =
        rounding === undefined
          ? callOn(lattice, input)
          : roundedLaw(leafOf(input), lattice, rounding);
      laws.set(input, law);
      return law;
    },
    series: seriesAll,
    parallel: parallelAll,
    mixture,
    withChance,
    repeat,
  };
}
