import { chooseLattice } from '../../latency/horizon.ts';
import type { Lattice } from '../../latency/law.ts';
import type { Choices } from '../choices.ts';
import type { LatencyEvaluator, TimeCorner } from '../latency.ts';
import { QUICK_MARGIN } from '../quickMargin.ts';

/** Cells that a search tells architectures apart by, from the fastest to the slowest. */
const SEARCH_CELLS = 1024;

/** What is found is read anew, so that a search takes few more cells to have every duration on one. */
const MOST_FINER = 2;

/** How much further than the slowest architecture's percentiles the lattice reaches. */
const ROOM = 1.25;

/** What is asked of one time. */
export interface AskedOf {
  readonly corner: TimeCorner;
  /** 0..1, at least one. */
  readonly percentiles: readonly number[];
  /** Grain of this time in all architectures, in ms; null where anything has a spread. */
  readonly grain: number | null;
}

/**
 * The lattice of a search: it reaches from the fastest to the slowest architecture. Lattices lie so far
 * apart that a rough look at the slowest one mostly tells which it is.
 */
export function searchLattice(
  latencies: LatencyEvaluator,
  slowest: Choices,
  { corner, percentiles, grain }: AskedOf,
): Lattice {
  const longest = (of: (p: number) => number | null) =>
    Math.max(...percentiles.map((p) => of(p) ?? 1));
  const reaching = (ms: number) =>
    chooseLattice(Math.max(1, ROOM * ms), SEARCH_CELLS, grain, MOST_FINER);
  const about = longest((p) => latencies.roughly(slowest, corner, p));
  if (Number.isFinite(about)) {
    const least = reaching(about * (1 - QUICK_MARGIN));
    const most = reaching(about * (1 + QUICK_MARGIN));
    if (least.step === most.step && least.size === most.size) return least;
  }
  return reaching(longest((p) => latencies.at(slowest, corner, p)));
}
