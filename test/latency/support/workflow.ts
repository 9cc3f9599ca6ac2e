import type { CountDistribution, LatencyInput } from '../../../src/latency/latencyInput.ts';
import type { Lattice, Law } from '../../../src/latency/law.ts';
import { mixture } from '../../../src/latency/mixture.ts';
import { onLattice } from '../../../src/latency/onLattice.ts';
import { parallelAll } from '../../../src/latency/parallel.ts';
import { repeat } from '../../../src/latency/repeat.ts';
import { seriesAll } from '../../../src/latency/series.ts';

/** A composition of calls: what the algebra and the simulation both interpret. */
export type Workflow =
  | { readonly call: LatencyInput }
  | { readonly series: readonly Workflow[] }
  | { readonly parallel: readonly Workflow[] }
  | { readonly mix: readonly (readonly [weight: number, part: Workflow])[] }
  | { readonly repeat: Workflow; readonly counts: CountDistribution };

export type PlaceCall = (input: LatencyInput, lattice: Lattice) => Law;

export const call = (input: LatencyInput): Workflow => ({ call: input });
export const range = (low: number, high: number): Workflow => call({ kind: 'range', low, high });
export const point = (ms: number): Workflow => call({ kind: 'point', ms });
export const inSeries = (...parts: Workflow[]): Workflow => ({ series: parts });
export const inParallel = (...parts: Workflow[]): Workflow => ({ parallel: parts });
export const mix = (...parts: [number, Workflow][]): Workflow => ({ mix: parts });
export const times = (part: Workflow, counts: Record<number, number>): Workflow => ({
  repeat: part,
  counts: Object.entries(counts).map(([count, share]) => ({ count: Number(count), share })),
});

/** The part runs, and with the given chance runs once more: a redo loop or a retry. */
export const redo = (part: Workflow, chance: number): Workflow =>
  inSeries(part, mix([chance, part], [1 - chance, point(0)]));

/** The law of a workflow on a lattice. */
export function compose(flow: Workflow, lattice: Lattice, place: PlaceCall = onLattice): Law {
  const inner = (part: Workflow): Law => compose(part, lattice, place);
  if ('call' in flow) return place(flow.call, lattice);
  if ('series' in flow) return seriesAll(flow.series.map(inner));
  if ('parallel' in flow) return parallelAll(flow.parallel.map(inner));
  if ('repeat' in flow) return repeat(inner(flow.repeat), flow.counts);
  return mixture(flow.mix.map(([weight, part]) => ({ weight, law: inner(part) })));
}
