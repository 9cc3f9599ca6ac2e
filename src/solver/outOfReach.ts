import type { LatencyInput } from '../latency/latencyInput.ts';
import { leafOf } from '../latency/leafOf.ts';
import { ascending, type Candidate, type Corner, primary } from './candidate.ts';
import type { Choices } from './choices.ts';
import { defaultChoices } from './defaultChoices.ts';
import type { Evaluation } from './evaluation.ts';
import { explore } from './explore.ts';
import type { Option, Problem } from './problem.ts';
import { slowest } from './slowest.ts';

/**
 * The architecture that comes closest to a limit which none keeps, at the wanted tools, however much
 * everything else gives way. Likely ones are tried first, so that the search runs only where a limit
 * is out of reach.
 *
 * @returns null where an architecture keeps the limit, and where it cannot be told: a figure is
 *   unknown, or there are too many architectures
 */
export function outOfReach(
  evaluation: Evaluation,
  corner: Exclude<Corner, 'tools'>,
): Candidate | null {
  const { problem } = evaluation;
  if (corner === 'latency' && isSurelyKept(problem)) return null;
  if (likelyFor(evaluation, corner).some((candidate) => candidate().holds(corner))) return null;
  const candidates = explore(problem)?.candidates ?? [];
  const known = candidates.map((candidate) => ({ candidate, figure: figureOf(candidate, corner) }));
  if (known.length === 0 || known.some(({ figure }) => figure === null)) return null;
  if (known.some(({ candidate }) => candidate.holds(corner))) return null;
  return known.toSorted((a, b) => ascending(a.figure, b.figure))[0]?.candidate ?? null;
}

/** Whether even a bound on the quickest architecture keeps the limit on latency: most limits leave that much room. */
function isSurelyKept(problem: Problem): boolean {
  const choices = quickest(problem, false);
  return (problem.limits.latency ?? []).every(({ p, ms }) => slowest(problem, choices, p) <= ms);
}

/** What is to be small; null where it is unknown. */
function figureOf(candidate: Candidate, corner: Exclude<Corner, 'tools'>): number | null {
  if (corner === 'accuracy')
    return candidate.accuracy.value === null ? null : -candidate.accuracy.value;
  if (corner === 'cost') return candidate.cost.perRequest;
  return candidate.time(corner, candidate.limits[corner]?.[0]?.p ?? 0.95);
}

/**
 * For a time, the quickest way to run every step, first without shortcuts, which rarely hit often enough
 * to help a percentile; else what runs today, and the defaults.
 */
function likelyFor(evaluation: Evaluation, corner: Corner): (() => Candidate)[] {
  const { problem, today, candidate } = evaluation;
  const quick = [false, true].map((shortcuts) => () => candidate(quickest(problem, shortcuts)));
  const usual = [
    ...(today === null ? [] : [() => today]),
    () => candidate(defaultChoices(problem)),
  ];
  return corner === 'accuracy' ? [...usual, ...quick] : [...quick, ...usual];
}

function quickest(problem: Problem, shortcuts: boolean): Choices {
  const { p } = primary(problem);
  const values = new Map<string, string>();
  for (const { name, optional, options } of problem.steps)
    values.set(name, optional ? 'off' : (quickestOf(options, p)?.value ?? 'on'));
  for (const { name, optional } of problem.shortcuts)
    values.set(name, shortcuts || !optional ? 'on' : 'off');
  const tools = problem.tools?.tools ?? [];
  for (const { name, options } of tools)
    if (options.length > 1) values.set(name, quickestOf(options, p)?.value ?? 'on');
  const parallel = problem.tools?.orders.includes('parallel') === true && tools.length > 1;
  return {
    values,
    tools: tools.map(({ name }) => name),
    order: parallel ? 'parallel' : 'series',
  };
}

function quickestOf(options: readonly Option[], p: number): Option | undefined {
  if (options.length === 1) return options[0];
  const timed = options.map((option) => ({ option, ms: percentileOf(option.latency, p) }));
  return timed.toSorted((a, b) => a.ms - b.ms)[0]?.option;
}

/** A percentile of one call, in ms, remembered with its statement, which is mostly a table's and asked of for every agent. */
function percentileOf(input: LatencyInput, p: number): number {
  const known = PERCENTILES.get(input) ?? new Map<number, number>();
  PERCENTILES.set(input, known);
  const ms = known.get(p) ?? leafOf(input).quantile(p);
  known.set(p, ms);
  return ms;
}

const PERCENTILES = new WeakMap<LatencyInput, Map<number, number>>();
