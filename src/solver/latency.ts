import { Z90 } from '../accuracy/interval.ts';
import { chooseLattice } from '../latency/horizon.ts';
import { seriesCdf } from '../latency/joinCdf.ts';
import type { Law } from '../latency/law.ts';
import { quantile, ROUNDING } from '../latency/quantile.ts';
import { isCoarseAt, readQuantile } from '../latency/readQuantile.ts';
import { isCoarseInSeries, placedInSeries, seriesQuantile } from '../latency/seriesQuantile.ts';
import type { Choices } from './choices.ts';
import { firstProgress, firstToken, showsOutput } from './firstOutput.ts';
import { grainOfArchitecture } from './grain.ts';
import { LatencyComposer } from './latencyComposer.ts';
import type { Problem } from './problem.ts';
import { QUICK_MARGIN } from './quickMargin.ts';
import { roughMean } from './roughMean.ts';
import { SamplingError } from './samplingError.ts';
import {
  horizonFor,
  horizonFrom,
  SHORTEST_EXPONENT,
  suitedHorizon,
  type SuitedHorizon,
} from './suitedHorizon.ts';
import type { TimeQuestion } from './timeQuestion.ts';

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

/** So many times the cells where a law is narrow for them: its support is short, and so is the work. */
const FINER = 16;

/** Cells with which a suitable horizon is looked for. */
const ROUGH_CELLS = 256;

/**
 * Evaluates latencies, every percentile on a lattice of its own: the horizon, a power of two of
 * milliseconds, is at most 2.4 times the percentile. With 1024 cells that keeps printed percentiles
 * within 0.1% of exact composition, those of latencies without spread included; laws that are narrow
 * for their cells get more of them.
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

  const exists = (choices: Choices, corner: TimeCorner): boolean =>
    corner === 'latency' || showsOutput(problem, choices, corner);

  const guesses = new Map<string, number>();

  /** The horizon that suits a percentile; the architecture before tells where to look for it first. */
  const horizonOf = (
    choices: Choices,
    { corner, p }: TimeQuestion,
    percentileOn: (exponent: number, size: number) => number,
  ): SuitedHorizon => {
    const mean = roughMean(problem, choices);
    const question = `${corner} ${p}`;
    const guess = horizonFor(mean * (guesses.get(question) ?? USUAL));
    const found = horizonFrom(roughHorizon(mean), guess, {
      rough: (exponent) => percentileOn(exponent, ROUGH_CELLS),
      fine: (exponent) => percentileOn(exponent, cells),
    });
    if (found.ms > 0 && Number.isFinite(found.ms)) guesses.set(question, found.ms / mean);
    return found;
  };

  /** The law on the lattice that suits a percentile. */
  const lawFor = (choices: Choices, corner: TimeCorner, p: number): Law | null => {
    if (!exists(choices, corner)) return null;
    const laws = remembered((exponent, size) => lawOn(choices, corner, exponent, size));
    const { exponent } = horizonOf(choices, { corner, p }, (each, size) =>
      percentileOf(laws(each, size), p),
    );
    const law = laws(exponent, cells);
    return law !== null && isCoarseAt(law, p) ? laws(exponent, FINER * cells) : law;
  };

  /** The law on few cells, on the horizon that suits a percentile of it. */
  const roughFor = (start: number, choices: Choices, corner: TimeCorner, p: number) => {
    if (!exists(choices, corner)) return null;
    const laws = remembered((exponent) => lawOn(choices, corner, exponent, ROUGH_CELLS));
    const { exponent } = suitedHorizon(start, (each) => percentileOf(laws(each, ROUGH_CELLS), p));
    return { exponent, law: laws(exponent, ROUGH_CELLS) };
  };

  /** As `lawFor` and `readQuantile` would have it, from halves that many architectures share. */
  const endToEndAt = (choices: Choices, p: number): number => {
    const grain = grainOfArchitecture(problem, choices, 'latency');
    const halvesOn = (exponent: number, size: number) =>
      composerFor(exponent, size, grain).halves(choices);
    const { exponent, ms } = horizonOf(choices, { corner: 'latency', p }, (each, size) =>
      seriesQuantile(...halvesOn(each, size), p),
    );
    const halves = halvesOn(exponent, cells);
    if (!isCoarseInSeries(...halves, ms)) return placedInSeries(...halves, ms);
    const finer = halvesOn(exponent, FINER * cells);
    return placedInSeries(...finer, seriesQuantile(...finer, p));
  };

  const lastRough = new Map<TimeCorner, number>();

  return {
    at(choices, corner, p) {
      if (corner === 'latency') return endToEndAt(choices, p);
      const law = lawFor(choices, corner, p);
      return law && readQuantile(law, p);
    },
    roughly(choices, corner, p) {
      // Architectures of one problem mostly suit the horizon of the one before; `at` does not rely on it.
      const start = lastRough.get(corner) ?? roughHorizon(roughMean(problem, choices));
      const rough = roughFor(start, choices, corner, p);
      if (rough === null || rough.law === null) return null;
      lastRough.set(corner, rough.exponent);
      return readQuantile(rough.law, p);
    },
    mean(choices, corner) {
      const start = roughHorizon(roughMean(problem, choices));
      return roughFor(start, choices, corner, ALMOST_ALL)?.law?.mean ?? null;
    },
    percentiles(choices, corner) {
      const mean = this.mean(choices, corner);
      if (mean === null) return null;
      const at = (p: number) => {
        const law = lawFor(choices, corner, p);
        return law ? readQuantile(law, p) : Number.NaN;
      };
      return { p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), mean };
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

/** A percentile over the mean if nothing ran in parallel: where to look before any was read. */
const USUAL = 1.5;

/** A horizon of twice the mean if nothing ran in parallel, at least: from it the rough look starts. */
function roughHorizon(mean: number): number {
  return Math.ceil(Math.log2(2 * mean));
}

function percentileOf(law: Law | null, p: number): number {
  return law === null ? 0 : quantile(law, p);
}

/** The same, each law made once. */
function remembered(lawOn: (exponent: number, size: number) => Law | null): typeof lawOn {
  const laws = new Map<string, Law | null>();
  return (exponent, size) => {
    const key = `${exponent}/${size}`;
    const known = laws.get(key);
    if (known !== undefined) return known;
    const law = lawOn(exponent, size);
    laws.set(key, law);
    return law;
  };
}
