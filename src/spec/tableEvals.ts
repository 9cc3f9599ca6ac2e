import {
  expectedInterval,
  expectedNoise,
  type ExpectedTask,
  itemShares,
} from '../accuracy/expected.ts';
import { choose } from '../accuracy/model/choose.ts';
import { type TaskBase, WIDENING } from '../accuracy/predict.ts';
import { fromLogOdds } from '../accuracy/logOdds.ts';
import { Z90 } from '../accuracy/interval.ts';
import type { Table } from '../table/schema.ts';
import type { YamlSource } from '../yaml/source.ts';
import { type EvalReading, evalReading } from './evalReading.ts';
import { collectFindings, type Findings } from './findings.ts';
import type { LearnedEffects } from './learnedEffects.ts';
import { knownShortcuts } from './offUnlessNamed.ts';

/** An architecture that the rows of an eval make one curious about. */
export interface Suggestion {
  /** Component to variant, where it differs from the baseline. */
  readonly architecture: Readonly<Record<string, string>>;
  /** Predicted accuracy with its central 90% interval. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Items, as many as rows typically have, and the interval to expect from them. */
  readonly items: number;
  readonly expected: { readonly low: number; readonly high: number };
}

/** Architectures that are looked at; of more, those that differ least from the baseline. */
const MOST_SITES = 200;

/**
 * The evals of a table by themselves, without a workflow: where effects do not add, and which
 * architectures among the measured choices to measure next.
 */
export function tableEvals(
  table: Table,
  tableSource: YamlSource,
): { readonly findings: Findings; suggestions(evalName: string, count: number): Suggestion[] } {
  const findings = collectFindings();
  // A table alone has no workflow: every component may stand where it likes.
  const context = { table, tableSource, findings, offUnlessNamed: knownShortcuts(table) };
  const readings = new Map(
    Object.entries(table.evals ?? {}).map(([name, evaluation]) => [
      name,
      evalReading(context, name, evaluation),
    ]),
  );
  return {
    findings,
    suggestions(evalName, count) {
      const reading = readings.get(evalName);
      return reading?.learned ? suggest(reading, reading.learned, count) : [];
    },
  };
}

function suggest({ bases }: EvalReading, learned: LearnedEffects, count: number): Suggestion[] {
  const { model, observations, items } = learned;
  if (items === 0) return [];
  const known = new Set(observations.map(({ levels }) => levels.join(' ')));
  const sites = combinations(learned).map((levels) => ({
    levels,
    stake: 1,
    measured: known.has(levels.join(' ')),
  }));
  const mean = bases.reduce((sum, { weight, accuracy }) => sum + weight * accuracy, 0);
  return choose(model, sites, count, expectedNoise(mean, items, bases.length)).flatMap(
    ({ index }) => {
      const levels = sites[index]?.levels;
      return levels === undefined ? [] : [suggestionOf(levels, bases, learned)];
    },
  );
}

function suggestionOf(
  levels: readonly number[],
  bases: readonly TaskBase[],
  { model, factors, items }: LearnedEffects,
): Suggestion {
  const forecast = model.forecast(levels);
  const shares = itemShares(bases);
  const tasksAt = (widths: number): ExpectedTask[] =>
    bases.map(({ name, weight }, task) => {
      const { centre, sd } = forecast[task] ?? { centre: 0, sd: 0 };
      const value = fromLogOdds(centre + widths * Z90 * WIDENING * sd);
      return { name, weight, value, share: shares[task] ?? 0 };
    });
  const at = (widths: number): number =>
    tasksAt(widths).reduce((sum, { weight, value }) => sum + weight * value, 0);
  const changed = levels.flatMap((level, factor) =>
    level === 0
      ? []
      : [[factors[factor]?.name ?? '', factors[factor]?.levels[level]?.name ?? ''] as const],
  );
  return {
    architecture: Object.fromEntries(changed),
    value: at(0),
    low: at(-1),
    high: at(1),
    items,
    expected: expectedInterval(tasksAt(0), items),
  };
}

/** Every combination of the levels that rows have tried, those nearest to the baseline first. */
function combinations({ factors, observations }: LearnedEffects): number[][] {
  let all: number[][] = [[]];
  for (const [factor] of factors.entries()) {
    const tried = [...new Set([0, ...observations.map(({ levels }) => levels[factor] ?? 0)])];
    const sorted = tried.toSorted((a, b) => a - b);
    all = all
      .flatMap((levels) => sorted.map((level) => [...levels, level]))
      .sort((a, b) => changes(a) - changes(b))
      .slice(0, MOST_SITES);
  }
  return all;
}

function changes(levels: readonly number[]): number {
  return levels.filter((level) => level !== 0).length;
}
