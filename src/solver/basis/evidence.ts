import { fromLogOdds, logOdds } from '../../accuracy/logOdds.ts';
import { describes } from '../accuracy.ts';
import type { Candidate } from '../candidate.ts';
import type { Choices } from '../choices.ts';
import { optionOf } from '../optionOf.ts';
import type { AccuracyModel, Effect, Problem } from '../problem.ts';

/** What an accuracy was taken from. */
export interface Evidence {
  readonly eval: string;
  readonly basis: 'measured' | 'predicted';
  /** Items that it was measured on; null where it was predicted. */
  readonly n: number | null;
  /** What it was predicted from, 0..1. */
  readonly baseline: number;
  /** Accuracy by task, 0..1; empty without tasks. */
  readonly tasks: ReadonlyMap<string, number>;
  /** What each choice is taken to add to the baseline, as a fraction: +3 points are 0.03. */
  readonly effects: ReadonlyMap<string, number>;
  /** Places of the rows that measured it, as the eval lists them; empty where it was predicted. */
  readonly rows: readonly number[];
}

/** Null where the accuracy is unknown. */
export function evidenceOf(problem: Problem, { choices, accuracy }: Candidate): Evidence | null {
  const model = problem.accuracy;
  if (model === null || accuracy.basis === 'unknown') return null;
  const rows = model.rows.filter((row) => describes(row, choices, problem));
  return {
    eval: model.eval,
    basis: accuracy.basis,
    n: accuracy.n,
    baseline: baselineOf(model),
    tasks: new Map(Object.entries(accuracy.tasks).map(([name, { value }]) => [name, value])),
    effects: new Map(
      effectsByChoice(problem, choices).flatMap(([key, effect]) => {
        const points = pointsOf(model, effect);
        return points === null || points === 0 ? [] : [[key, points] as const];
      }),
    ),
    rows: rows.flatMap(({ index }) => index ?? []),
  };
}

function baselineOf({ bases }: AccuracyModel): number {
  return bases.reduce((sum, { weight, accuracy }) => sum + weight * accuracy, 0);
}

/** Points at the baseline, weighted by traffic: what a table would state of it. Null where unknown. */
function pointsOf({ bases }: AccuracyModel, effect: Effect): number | null {
  if (effect === null) return null;
  return bases.reduce((sum, { weight, accuracy }, task) => {
    const shift = effect[task]?.mid ?? 0;
    return sum + weight * (fromLogOdds(logOdds(accuracy) + shift) - accuracy);
  }, 0);
}

function effectsByChoice(problem: Problem, choices: Choices): [string, Effect][] {
  return [
    ...problem.steps.map((step): [string, Effect] => {
      const option = step.options.find(({ value }) => value === choices.values.get(step.name));
      return [step.name, option ? option.effect : step.offEffect];
    }),
    ...problem.shortcuts.map((each): [string, Effect] => [
      each.name,
      choices.values.get(each.name) === 'on' ? each.onEffect : each.offEffect,
    ]),
    ...(problem.tools?.tools ?? []).map((tool): [string, Effect] => [
      tool.name,
      choices.tools.includes(tool.name)
        ? both(tool.keptEffect, optionOf(tool, choices).effect)
        : tool.droppedEffect,
    ]),
  ];
}

/** The effect of having a tool, and of the way it is run. */
function both(a: Effect, b: Effect): Effect {
  if (a === null || b === null) return null;
  return a.map(({ mid, sd }, task) => ({ mid: mid + (b[task]?.mid ?? 0), sd }));
}
