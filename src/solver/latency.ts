import { Z90 } from '../accuracy/interval.ts';
import { chooseLattice } from '../latency/horizon.ts';
import { seriesCdf } from '../latency/joinCdf.ts';
import type { Law } from '../latency/law.ts';
import { quantile, ROUNDING } from '../latency/quantile.ts';
import { readQuantile } from '../latency/readQuantile.ts';
import { placedInSeries, seriesQuantile } from '../latency/seriesQuantile.ts';
import type { Choices } from './choices.ts';
import { firstProgress, firstToken } from './firstOutput.ts';
import { grainOfArchitecture } from './grain.ts';
import { LatencyComposer } from './latencyComposer.ts';
import type { Problem } from './problem.ts';
import { roughMean } from './roughMean.ts';
import { SamplingError } from './samplingError.ts';
import { SHORTEST_EXPONENT, suitedHorizon } from './suitedHorizon.ts';

/** Percentiles and mean of a latency, in ms. */
export interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly mean: number;
}

/** What can be limited in time. */
export type TimeCorner = 'latency' | 'ttft' | 'progress';

/** Latencies of the architectures of one problem; what was composed is kept. */
export interface LatencyEvaluator {
  /** Any percentile of any time of an architecture, in ms; null where nothing streams or shows progress. */
  at(choices: Choices, corner: TimeCorner, p: number): number | null;
  percentiles(choices: Choices, corner: TimeCorner): Percentiles | null;
  /** A percentile within {@link QUICK_MARGIN}, in ms; cheaper than `at`. */
  roughly(choices: Choices, corner: TimeCorner, p: number): number | null;
  /** The mean in ms. Much cheaper than percentiles. */
  mean(choices: Choices, corner: TimeCorner): number | null;
  /**
   * Whether a percentile is surely within a limit (true), surely beyond it (false), or so close that
   * `at` has to tell (null). Much cheaper than `at`.
   */
  surely(choices: Choices, corner: TimeCorner, p: number, ms: number): boolean | null;
  /**
   * Central 90% of a percentile, given how many calls its laws were measured on; null where none was
   * measured, and where the time does not exist.
   */
  interval(choices: Choices, corner: TimeCorner, p: number): TimeInterval | null;
}

/** In ms; an end is null where so few calls reach none. */
export interface TimeInterval {
  readonly low: number | null;
  readonly high: number | null;
}

/** Cells per horizon; see {@link latencyEvaluator}. */
export const CELLS = 1024;

/** Cells with which a suitable horizon is looked for. */
const ROUGH_CELLS = 256;

/** A percentile further than this from its limit, as a share of it, is told apart by a quick look on few cells. */
export const QUICK_MARGIN = 0.03;

/**
 * Evaluates latencies, every percentile on a lattice of its own: the horizon, a power of two of
 * milliseconds, is at most 2.4 times the percentile. With 1024 cells that keeps printed percentiles
 * within 0.1% of exact composition, those of latencies without spread included.
 *
 * @param cells cells per horizon, a power of two
 */
export function latencyEvaluator(problem: Problem, cells = CELLS): LatencyEvaluator {
  const sampling = new SamplingError(problem);
  const composers = new Map<string, LatencyComposer>();

  const composerFor = (exponent: number, size: number, grain: number | null): LatencyComposer => {
    const key = `${exponent}/${size}/${grain}`;
    const known = composers.get(key);
    if (known) return known;
    const lattice = chooseLattice(2 ** exponent, size, grain);
    const composer = new LatencyComposer(problem, lattice);
    composers.set(key, composer);
    return composer;
  };

  const lawOn = (
    choices: Choices,
    corner: TimeCorner,
    exponent: number,
    size: number,
  ): Law | null => {
    const composer = composerFor(exponent, size, grainOfArchitecture(problem, choices, corner));
    if (corner === 'ttft') return firstToken(problem, composer, choices);
    if (corner === 'progress') return firstProgress(problem, composer, choices);
    return composer.endToEnd(choices);
  };

  const lastRough = new Map<TimeCorner, number>();
  const roughStart = (choices: Choices) => Math.ceil(Math.log2(2 * roughMean(problem, choices)));

  const roughFor = (choices: Choices, corner: TimeCorner, p: number): Suited | null => {
    return suited(roughStart(choices), p, (exponent) =>
      lawOn(choices, corner, exponent, ROUGH_CELLS),
    );
  };

  /** The law on the lattice that suits a percentile. */
  const lawFor = (choices: Choices, corner: TimeCorner, p: number): Law | null => {
    const rough = roughFor(choices, corner, p);
    const fine =
      rough && suited(rough.exponent, p, (exponent) => lawOn(choices, corner, exponent, cells));
    return fine?.law ?? null;
  };

  /** As `lawFor` and `readQuantile` would have it, from halves that many architectures share. */
  const endToEndAt = (choices: Choices, p: number): number => {
    const grain = grainOfArchitecture(problem, choices, 'latency');
    const halvesOn = (exponent: number, size: number) =>
      composerFor(exponent, size, grain).halves(choices);
    const on = (size: number) => (exponent: number) =>
      seriesQuantile(...halvesOn(exponent, size), p);
    const rough = suitedHorizon(roughStart(choices), on(ROUGH_CELLS));
    const { exponent, ms } = suitedHorizon(rough.exponent, on(cells));
    return placedInSeries(...halvesOn(exponent, cells), ms);
  };

  return {
    at(choices, corner, p) {
      if (corner === 'latency') return endToEndAt(choices, p);
      const law = lawFor(choices, corner, p);
      return law && readQuantile(law, p);
    },
    roughly(choices, corner, p) {
      // Architectures of one problem mostly suit the horizon of the one before; `at` does not rely on it.
      const start = lastRough.get(corner) ?? roughStart(choices);
      const rough = suited(start, p, (exponent) => lawOn(choices, corner, exponent, ROUGH_CELLS));
      if (rough) lastRough.set(corner, rough.exponent);
      return rough && readQuantile(rough.law, p);
    },
    mean: (choices, corner) => roughFor(choices, corner, ALMOST_ALL)?.law.mean ?? null,
    percentiles(choices, corner) {
      const laws = [0.5, 0.9, 0.95, 0.99].map((p) => lawFor(choices, corner, p));
      const mean = this.mean(choices, corner);
      if (mean === null) return null;
      const at = (index: number, p: number) =>
        laws[index] ? readQuantile(laws[index], p) : Number.NaN;
      return {
        p50: at(0, 0.5),
        p90: at(1, 0.9),
        p95: at(2, 0.95),
        p99: at(3, 0.99),
        mean,
      };
    },
    interval(choices, corner, p) {
      const error = sampling.of(choices, corner, p);
      if (error === null) return null;
      const at = (share: number) =>
        share > 0 && share < 1 ? this.at(choices, corner, share) : null;
      return { low: at(p - Z90 * error), high: at(p + Z90 * error) };
    },
    surely(choices, corner, p, ms) {
      if (corner !== 'latency') return null;
      const composer = composerFor(
        Math.max(SHORTEST_EXPONENT, Math.ceil(Math.log2(1.5 * ms))),
        ROUGH_CELLS,
        grainOfArchitecture(problem, choices, corner),
      );
      const parts = composer.parts(choices);
      // No stretch of the workflow takes longer than the whole.
      if (parts.some((part) => quantile(part, p) > ms * (1 + QUICK_MARGIN))) return false;
      const [before, after] = composer.halves(choices);
      if (seriesCdf(before, after, ms * (1 - QUICK_MARGIN)) >= p - ROUNDING) return true;
      return seriesCdf(before, after, ms * (1 + QUICK_MARGIN)) < p - ROUNDING ? false : null;
    },
  };
}

/** So far out that the rest moves no mean that is printed: means are exact for sums, and nearly so for maxima. */
const ALMOST_ALL = 0.9999;

interface Suited {
  readonly exponent: number;
  readonly law: Law;
}

/** The law on a horizon of which the percentile fills enough, but not too much. */
function suited(start: number, p: number, lawOn: (exponent: number) => Law | null): Suited | null {
  const laws = new Map<number, Law>();
  const known = (exponent: number): Law | null => {
    const law = laws.get(exponent) ?? lawOn(exponent);
    if (law) laws.set(exponent, law);
    return law;
  };
  if (known(Math.max(SHORTEST_EXPONENT, start)) === null) return null;
  const { exponent } = suitedHorizon(start, (each) => {
    const law = known(each);
    return law === null ? 0 : quantile(law, p);
  });
  const law = known(exponent);
  return law && { exponent, law };
}
