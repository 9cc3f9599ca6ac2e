import {
  expectedInterval,
  expectedNoise,
  type ExpectedTask,
  itemShares,
} from '../accuracy/expected.ts';
import { itemsToSettle, withMore } from '../accuracy/itemsToSettle.ts';
import { measured } from '../accuracy/measured.ts';
import { choose, type Site } from '../accuracy/model/choose.ts';
import type { TaskBase } from '../accuracy/predict.ts';
import { type IntervalVerdict, verdictOf } from '../accuracy/verdict.ts';
import { type Accuracy, countsOf, levelsOf } from './accuracy.ts';
import type { Candidate } from './candidate.ts';
import { type Choices, type WrittenChoices, writeChoices } from './choices.ts';
import type { LearnedAccuracy, Problem } from './problem.ts';

/** An eval that would tell most about the decision. */
export interface NextEval {
  readonly id: string;
  readonly name: string;
  readonly choices: WrittenChoices;
  /** What is known of its accuracy now. */
  readonly accuracy: Accuracy;
  /** `new`: never measured; `more`: measured, on too few items to be sure of the limit. */
  readonly kind: 'new' | 'more';
  /** Items to grade: as many as were typical, or as many more as it takes. */
  readonly items: number;
  /** The interval to expect then, if the estimate is right. */
  readonly expected: { readonly low: number; readonly high: number };
  /** What the interval says of the limit now; null without a limit. */
  readonly verdict: IntervalVerdict | null;
  /** Choices of it that no measured architecture has tried. */
  readonly untried: readonly string[];
}

/** Evals that are named. */
const NAMED = 3;

/** Architectures that are looked at: those that the answer names, and the frontier's most accurate. */
const MOST_SITES = 60;

/**
 * The evals to run next: those that take most uncertainty off the architectures in question, and
 * measured ones that a few more items would settle.
 *
 * @param inQuestion what the answer rests on, most important first
 * @returns empty where nothing was measured that a model could start from
 */
export function measureNext(
  problem: Problem,
  inQuestion: readonly Candidate[],
  nameOf: (choices: Choices) => string,
): NextEval[] {
  const learned = problem.accuracy?.learned;
  if (!learned || learned.items === 0) return [];
  const sites = distinct(problem, learned, inQuestion).slice(0, MOST_SITES);
  const [settled, fresh] = [
    toSettle(problem, sites, nameOf),
    toMeasure(problem, learned, sites, nameOf),
  ];
  // What is new is named, too, where there is any.
  const first = settled.slice(0, fresh.length > 0 ? NAMED - 1 : NAMED);
  return [...first, ...fresh].slice(0, NAMED);
}

interface Place {
  readonly candidate: Candidate;
  readonly levels: readonly number[];
}

/** One architecture for all that answer alike. */
function distinct(
  problem: Problem,
  learned: LearnedAccuracy,
  candidates: readonly Candidate[],
): Place[] {
  const found = new Map<string, Place>();
  for (const candidate of candidates) {
    if (candidate.accuracy.value === null) continue;
    const levels = levelsOf(learned, problem, candidate.choices);
    const key = levels.join(' ');
    if (!found.has(key)) found.set(key, { candidate, levels });
  }
  return [...found.values()];
}

function toSettle(
  problem: Problem,
  sites: readonly Place[],
  nameOf: (choices: Choices) => string,
): NextEval[] {
  const atLeast = problem.limits.accuracy?.atLeast;
  if (atLeast === undefined) return [];
  return sites.flatMap(({ candidate }) => {
    const { n } = candidate.accuracy;
    const counts = problem.accuracy && countsOf(problem.accuracy, candidate.choices, problem);
    if (!counts || n === null) return [];
    const items = itemsToSettle(counts, atLeast, MOST_WORTH * n);
    if (items === null || items === 0) return [];
    const { low, high } = measured(withMore(counts, items));
    const expected = { low, high };
    return [
      { ...described(problem, candidate, nameOf), kind: 'more', items, expected, untried: [] },
    ];
  });
}

/** To grade more than ten times what was graded is no plan. */
const MOST_WORTH = 10;

function toMeasure(
  problem: Problem,
  learned: LearnedAccuracy,
  sites: readonly Place[],
  nameOf: (choices: Choices) => string,
): NextEval[] {
  const bases = problem.accuracy?.bases ?? [];
  const places = sites.map((site): Site & Place => ({
    ...site,
    stake: stakeOf(problem, site.candidate),
    measured: site.candidate.accuracy.basis !== 'predicted',
  }));
  const { items } = learned;
  const noise = expectedNoise(meanOf(places), items, bases.length);
  return choose(learned.model, places, NAMED, noise).flatMap(({ index }) => {
    const place = places[index];
    if (place === undefined) return [];
    const { candidate, levels } = place;
    return [
      {
        ...described(problem, candidate, nameOf),
        kind: 'new' as const,
        items,
        expected: expectedInterval(expectedTasks(bases, candidate), items),
        untried: untriedIn(learned, levels),
      },
    ];
  });
}

function expectedTasks(
  bases: readonly TaskBase[],
  { accuracy, value }: Candidate,
): readonly ExpectedTask[] {
  const shares = itemShares(bases);
  return bases.map(({ name, weight }, task) => ({
    name,
    weight,
    value: accuracy.tasks[name]?.value ?? value,
    share: shares[task] ?? 0,
  }));
}

/** Doubt about a limit matters more than doubt about a figure. */
function stakeOf(problem: Problem, { accuracy }: Candidate): number {
  const atLeast = problem.limits.accuracy?.atLeast;
  if (atLeast === undefined || accuracy.low === null || accuracy.high === null) return 1;
  const { low, high } = accuracy;
  return verdictOf({ low, high }, atLeast) === 'unclear' ? UNCLEAR : 1;
}

/** An architecture whose verdict hangs on the eval counts as three whose figure does. */
const UNCLEAR = 3;

function meanOf(places: readonly Place[]): number {
  const sum = places.reduce((total, { candidate }) => total + candidate.value, 0);
  return sum / Math.max(1, places.length);
}

function described(
  problem: Problem,
  candidate: Candidate,
  nameOf: (choices: Choices) => string,
): Pick<NextEval, 'id' | 'name' | 'choices' | 'accuracy' | 'verdict'> {
  const { accuracy } = candidate;
  const atLeast = problem.limits.accuracy?.atLeast;
  const { low, high } = accuracy;
  return {
    id: candidate.id,
    name: nameOf(candidate.choices),
    choices: writeChoices(candidate.choices, problem),
    accuracy,
    verdict:
      atLeast === undefined || low === null || high === null
        ? null
        : verdictOf({ low, high }, atLeast),
  };
}

function untriedIn(learned: LearnedAccuracy, levels: readonly number[]): string[] {
  return levels.flatMap((level, factor) => {
    if (level === 0 || learned.measured.some((other) => other[factor] === level)) return [];
    const { name } = learned.factors[factor] ?? { name: '' };
    const value = learned.model.factors[factor]?.levels[level]?.name ?? '';
    return [`${name} ${value}`];
  });
}
