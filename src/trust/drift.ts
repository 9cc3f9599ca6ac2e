import {
  addDuration,
  emptyHistogram,
  type MutableHistogram,
  histogramCount,
  histogramQuantile,
} from '../latency/histogram.ts';
import type { LatencyInput } from '../latency/latencyInput.ts';
import { leafOf } from '../latency/leafOf.ts';
import type { Choices } from '../solver/choices.ts';
import { latencyEvaluator } from '../solver/latency.ts';
import type { Option, Problem } from '../solver/problem.ts';
import { bothSampled } from './bothSampled.ts';
import { type ChosenWay, chosenWays } from './chosen.ts';
import { ALPHA, quantileInterval } from './quantileInterval.ts';
import { Samples } from './samples.ts';
import type { StepRuns } from './stepRuns.ts';
import type { Traced } from './traced.ts';
import { optionRun } from './variantOf.ts';

/** A component whose calls no longer take what the table says. In ms. */
export interface Drift {
  readonly component: string;
  readonly variant: string;
  /** Calls traced. */
  readonly n: number;
  readonly p50: Moved;
  readonly p95: Moved;
  /** What the composed p95 of the architecture becomes with these calls in place of the table's. */
  readonly composedP95: { readonly before: number; readonly after: number };
}

export interface Moved {
  readonly table: number;
  readonly traced: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Changes smaller than this are nobody's worry. */
const WORTH_A_WORD = 0.1;

const LEAST_CALLS = 30;

/** So many times of one way are kept as they are: a tenth more is seen in bins of 0.1% just as well. */
const KEPT = 2 ** 16;

/**
 * Finds the components of an architecture whose calls moved since the table was measured: by more than
 * 10%, and further than chance explains, at p50 or p95.
 */
export class DriftWatch {
  readonly #problem: Problem;
  readonly #choices: Choices;
  readonly #ways: readonly Watched[];

  constructor(problem: Problem, choices: Choices) {
    this.#problem = problem;
    this.#choices = choices;
    this.#ways = chosenWays(problem, choices).map((way) => ({
      way,
      times: new Samples(KEPT),
      histogram: emptyHistogram(),
    }));
  }

  add({ byName }: StepRuns): void {
    for (const { way, times, histogram } of this.#ways)
      for (const name of way.names)
        for (const run of byName.get(name) ?? []) {
          if (run.failed || optionRun(way.options, run)?.value !== way.option.value) continue;
          times.add(run.durationMs);
          addDuration(histogram, run.durationMs);
        }
  }

  /** Those that move the composed p95 most come first. */
  found(): Drift[] {
    const before = this.#p95(this.#problem);
    return this.#ways
      .flatMap((watched) => this.#drift(watched, before))
      .toSorted((a, b) => size(b) - size(a) || (a.component < b.component ? -1 : 1));
  }

  #drift({ way, times, histogram }: Watched, before: number): Drift[] {
    if (times.count < LEAST_CALLS) return [];
    const { component, names, option } = way;
    // Of many steps one in ten would be named by chance alone.
    const alpha = ALPHA / this.#ways.length;
    const p50 = movedAt(option.latency, times, 0.5, alpha);
    const p95 = movedAt(option.latency, times, 0.95, alpha);
    if (!isMoved(p50) && !isMoved(p95)) return [];
    const replaced = withLaw(this.#problem, names, option, { kind: 'histogram', histogram });
    const composedP95 = { before, after: this.#p95(replaced) };
    return [{ component, variant: option.value, n: times.count, p50, p95, composedP95 }];
  }

  #p95(problem: Problem): number {
    return latencyEvaluator(problem).at(this.#choices, 'latency', 0.95) ?? NaN;
  }
}

/** Durations of the successful calls of one way, ms. */
interface Watched {
  readonly way: ChosenWay;
  readonly times: Samples;
  readonly histogram: MutableHistogram;
}

/** {@link DriftWatch} over requests that are all at hand. */
export function drift(problem: Problem, choices: Choices, { requests }: Traced): Drift[] {
  const watch = new DriftWatch(problem, choices);
  for (const request of requests) watch.add(request);
  return watch.found();
}

function size({ composedP95: { before, after } }: Drift): number {
  return Math.abs(after - before);
}

function movedAt(law: LatencyInput, times: Samples, p: number, alpha: number): Moved {
  const { value, low, high } = quantileInterval(times, p, alpha);
  const table =
    law.kind === 'histogram' ? histogramQuantile(law.histogram, p) : leafOf(law).quantile(p);
  // A table's own figure is uncertain, too, where it is known from few calls.
  const n = law.kind === 'histogram' ? histogramCount(law.histogram) : Infinity;
  const wider = bothSampled(times.count, n);
  return {
    table,
    traced: value,
    low: low === null ? null : value - (value - low) * wider,
    high: high === null ? null : value + (high - value) * wider,
  };
}

function isMoved({ table, traced, low, high }: Moved): boolean {
  const far = Math.abs(traced / table - 1) > WORTH_A_WORD;
  return far && ((low !== null && low > table) || (high !== null && high < table));
}

function withLaw(
  problem: Problem,
  names: readonly string[],
  option: Option,
  latency: LatencyInput,
): Problem {
  const replaced = <T extends { readonly name: string; readonly options: readonly Option[] }>(
    of: T,
  ): T =>
    names.includes(of.name)
      ? {
          ...of,
          options: of.options.map((each) =>
            each.value === option.value ? { ...each, latency } : each,
          ),
        }
      : of;
  return {
    ...problem,
    steps: problem.steps.map(replaced),
    tools: problem.tools && { ...problem.tools, tools: problem.tools.tools.map(replaced) },
  };
}
