import { histogramCount, histogramQuantile } from '../latency/histogram.ts';
import type { LatencyInput } from '../latency/latencyInput.ts';
import { leafOf } from '../latency/leafOf.ts';
import type { Choices } from '../solver/choices.ts';
import { latencyEvaluator } from '../solver/latency.ts';
import { optionOf } from '../solver/latencyComposer.ts';
import type { Option, Problem } from '../solver/problem.ts';
import { histogramOf, runsByName } from './asTraced.ts';
import { ALPHA, quantileInterval } from './quantileInterval.ts';
import { ascendingOf } from './ranked.ts';
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

/**
 * The components of an architecture whose calls moved since the table was measured: by more than 10%, and
 * further than chance explains, at p50 or p95. Those that move the composed p95 most come first.
 */
export function drift(problem: Problem, choices: Choices, observed: Traced): Drift[] {
  const ran = runsByName(observed);
  const before = latencyEvaluator(problem).at(choices, 'latency', 0.95) ?? NaN;
  const chosen = chosenWays(problem, choices);
  const moved = chosen.flatMap(({ component, names, options, option }): Drift[] => {
    const runs = names
      .flatMap((name) => ran.get(name) ?? [])
      .filter((run) => !run.failed && optionRun(options, run)?.value === option.value);
    if (runs.length < LEAST_CALLS) return [];
    const ascending = ascendingOf(runs.map(({ durationMs }) => durationMs));
    // Of many steps one in ten would be named by chance alone.
    const alpha = ALPHA / chosen.length;
    const p50 = movedAt(option.latency, ascending, 0.5, alpha);
    const p95 = movedAt(option.latency, ascending, 0.95, alpha);
    if (!isMoved(p50) && !isMoved(p95)) return [];
    const replaced = withLaw(problem, names, option, histogramOf(runs));
    const after = latencyEvaluator(replaced).at(choices, 'latency', 0.95) ?? NaN;
    return [
      {
        component,
        variant: option.value,
        n: runs.length,
        p50,
        p95,
        composedP95: { before, after },
      },
    ];
  });
  return moved.toSorted((a, b) => size(b) - size(a) || (a.component < b.component ? -1 : 1));
}

function size({ composedP95: { before, after } }: Drift): number {
  return Math.abs(after - before);
}

interface Chosen {
  readonly name: string;
  readonly options: readonly Option[];
  readonly option: Option;
}

/** What an architecture runs: steps that are on, and tools that are kept. */
export function chosenOptions(problem: Problem, choices: Choices): Chosen[] {
  const steps = problem.steps.flatMap(({ name, options }) => {
    const option = options.find(({ value }) => value === choices.values.get(name));
    return option ? [{ name, options, option }] : [];
  });
  const tools = (problem.tools?.tools ?? [])
    .filter(({ name }) => choices.tools.includes(name))
    .map((tool) => ({ name: tool.name, options: tool.options, option: optionOf(tool, choices) }));
  return [...steps, ...tools];
}

/** One way to run a component, with all steps that an architecture has it run. */
export interface ChosenWay {
  readonly component: string;
  readonly names: readonly string[];
  readonly options: readonly Option[];
  readonly option: Option;
}

/** What an architecture runs by component and way: steps of one law cannot be told apart by it. */
export function chosenWays(problem: Problem, choices: Choices): ChosenWay[] {
  const components = new Map(problem.steps.map(({ name, component }) => [name, component]));
  const ways = new Map<string, ChosenWay & { readonly names: string[] }>();
  for (const { name, options, option } of chosenOptions(problem, choices)) {
    const component = components.get(name) ?? name;
    const key = `${component} ${option.value}`;
    const known = ways.get(key);
    if (known) known.names.push(name);
    else ways.set(key, { component, names: [name], options, option });
  }
  return [...ways.values()];
}

function movedAt(law: LatencyInput, ascending: Float64Array, p: number, alpha: number): Moved {
  const { value, low, high } = quantileInterval(ascending, p, alpha);
  const table =
    law.kind === 'histogram' ? histogramQuantile(law.histogram, p) : leafOf(law).quantile(p);
  // A table's own figure is uncertain, too, where it is known from few calls.
  const n = law.kind === 'histogram' ? histogramCount(law.histogram) : Infinity;
  const wider = Math.sqrt(1 + ascending.length / n);
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
