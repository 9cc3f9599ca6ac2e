import { leafOf } from '../latency/leafOf.ts';
import { ascending, type Candidate, type Corner, primary } from './candidate.ts';
import type { Choices } from './choices.ts';
import { defaultChoices } from './defaultChoices.ts';
import type { Evaluation } from './evaluation.ts';
import { explore } from './explore.ts';
import type { Option, Problem } from './problem.ts';

/**
 * An architecture that keeps one limit if any does, else the one that comes closest, at the wanted
 * tools. Likely ones are tried first, so that the search runs only where a limit is out of reach.
 *
 * @returns null when it cannot be told: a figure is unknown, or there are too many architectures
 */
export function best(evaluation: Evaluation, corner: Exclude<Corner, 'tools'>): Candidate | null {
  const { problem } = evaluation;
  for (const choices of likelyFor(problem, corner)) {
    const candidate = evaluation.candidate(choices());
    if (candidate.holds(corner)) return candidate;
  }
  const candidates = explore(problem)?.candidates ?? [];
  const known = candidates.map((candidate) => ({ candidate, figure: figureOf(candidate, corner) }));
  if (known.length === 0 || known.some(({ figure }) => figure === null)) return null;
  const holding = known.find(({ candidate }) => candidate.holds(corner));
  if (holding !== undefined) return holding.candidate;
  return known.toSorted((a, b) => ascending(a.figure, b.figure))[0]?.candidate ?? null;
}

/** What is to be small; null where it is unknown. */
function figureOf(candidate: Candidate, corner: Exclude<Corner, 'tools'>): number | null {
  if (corner === 'accuracy')
    return candidate.accuracy.value === null ? null : -candidate.accuracy.value;
  if (corner === 'cost') return candidate.cost.perRequest;
  return candidate.time(corner, candidate.limits[corner]?.[0]?.p ?? 0.95);
}

/** For a time, the quickest way to run every step; else what runs today, and the defaults. */
function likelyFor(problem: Problem, corner: Corner): (() => Choices)[] {
  const { today } = problem;
  const quick = [() => quickest(problem, true), () => quickest(problem, false)];
  const usual = [...(today ? [() => today] : []), () => defaultChoices(problem)];
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
  const timed = options.map((option) => ({ option, ms: leafOf(option.latency).quantile(p) }));
  return timed.toSorted((a, b) => a.ms - b.ms)[0]?.option;
}
