import { pool } from '../accuracy/counts.ts';
import type { Shift } from '../accuracy/effect.ts';
import type { Interval } from '../accuracy/interval.ts';
import { type TaskCounts, measured } from '../accuracy/measured.ts';
import { predict } from '../accuracy/predict.ts';
import type { Choices } from './choices.ts';
import type { AccuracyModel, Effect, LearnedAccuracy, MeasuredRow, Problem } from './problem.ts';

/** How good the answers are, 0..1. `low` and `high` are a central 90% interval, null where nothing says how wide. */
export interface Accuracy {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly basis: 'measured' | 'predicted' | 'unknown';
  /** Items that a measured figure rests on; null otherwise. */
  readonly n: number | null;
  readonly tasks: Readonly<Record<string, TaskAccuracy>>;
}

/** The same for one task of the eval. */
export interface TaskAccuracy {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Nothing tells what it is. */
export const UNKNOWN_ACCURACY: Accuracy = {
  value: null,
  low: null,
  high: null,
  basis: 'unknown',
  n: null,
  tasks: {},
};

/**
 * Accuracy of an architecture: from the measured rows that describe it, pooled; else predicted from
 * the baseline and declared effects; else unknown (docs/rules.md).
 */
export function accuracyOf(problem: Problem, choices: Choices): Accuracy {
  const model = problem.accuracy;
  if (model === null) return UNKNOWN_ACCURACY;
  return fromRows(model, choices, problem) ?? fromEffects(model, problem, choices);
}

/** Counts of the measured rows that describe an architecture, pooled; null where none does. */
export function countsOf(
  { rows }: AccuracyModel,
  choices: Choices,
  problem: Problem,
): readonly TaskCounts[] | null {
  return rows
    .filter((row) => describes(row, choices, problem))
    .map((row) => row.counts)
    .reduce<readonly TaskCounts[] | null>(
      (pooled, row) => (pooled === null ? row : poolRows(pooled, row)),
      null,
    );
}

function fromRows(model: AccuracyModel, choices: Choices, problem: Problem): Accuracy | null {
  const counts = countsOf(model, choices, problem);
  if (counts === null) return null;
  const { tasks, ...overall } = measured(counts);
  const n = counts.reduce((sum, { total }) => sum + total, 0);
  return { ...overall, basis: 'measured', n, tasks: byName(tasks) };
}

/** Rows by task and rows with one overall figure do not pool; the more detailed ones then speak. */
function poolRows(a: readonly TaskCounts[], b: readonly TaskCounts[]): readonly TaskCounts[] {
  if (a.length !== b.length) return a.length > b.length ? a : b;
  return a.map((task, index) => ({ ...task, ...pool(task, b[index] ?? { passed: 0, total: 0 }) }));
}

/** Whether a measured row is about this architecture. */
export function describes(row: MeasuredRow, choices: Choices, problem: Problem): boolean {
  for (const [key, allowed] of row.requires) {
    if (!allowed.has(valueOf(key, choices, problem))) return false;
  }
  return true;
}

function valueOf(key: string, choices: Choices, problem: Problem): string {
  if (key === 'order') return choices.order;
  const value = choices.values.get(key);
  if (value !== undefined) return value;
  const tool = problem.tools?.tools.find(({ name }) => name === key);
  return tool !== undefined && choices.tools.includes(key)
    ? (tool.options[0]?.value ?? 'on')
    : 'off';
}

function fromEffects(model: AccuracyModel, problem: Problem, choices: Choices): Accuracy {
  const shifts: (readonly Shift[])[] = [];
  for (const effect of effectsOf(model, problem, choices)) {
    if (effect === null) return UNKNOWN_ACCURACY;
    shifts.push(effect);
  }
  const spreads = model.learned?.inUse
    ? model.learned.model.forecast(levelsOf(model.learned, problem, choices))
    : null;
  const { value, interval, tasks } = predict(
    model.bases,
    shifts,
    spreads?.map(({ sd }) => sd) ?? null,
  );
  return {
    value,
    ...ends(interval),
    basis: 'predicted',
    n: null,
    tasks: model.byTask
      ? byName(
          tasks.map((task) => ({ name: task.name, value: task.value, ...ends(task.interval) })),
        )
      : {},
  };
}

/** An architecture as the accuracy model sees it. */
export function levelsOf(learned: LearnedAccuracy, problem: Problem, choices: Choices): number[] {
  return learned.factors.map(({ keys, levels, otherwise }) => {
    const [key] = keys;
    if (key === undefined) return otherwise;
    const value = valueOf(key, choices, problem);
    return levels.get(value.split('@')[0] ?? value) ?? otherwise;
  });
}

function ends(interval: Interval | null): { low: number | null; high: number | null } {
  return interval ?? { low: null, high: null };
}

/** The effects of everything an architecture chooses, in the order of the workflow. */
function effectsOf(model: AccuracyModel, problem: Problem, choices: Choices): Effect[] {
  const effects: Effect[] = [model.constant];
  for (const step of problem.steps) {
    const option = step.options.find(({ value }) => value === choices.values.get(step.name));
    effects.push(option ? option.effect : step.offEffect);
  }
  for (const shortcut of problem.shortcuts) {
    effects.push(
      choices.values.get(shortcut.name) === 'on' ? shortcut.onEffect : shortcut.offEffect,
    );
  }
  for (const tool of problem.tools?.tools ?? []) {
    if (!choices.tools.includes(tool.name)) effects.push(tool.droppedEffect);
    else effects.push(tool.keptEffect, optionEffect(tool, choices));
  }
  return effects;
}

function optionEffect(
  tool: { name: string; options: readonly { value: string; effect: Effect }[] },
  choices: Choices,
): Effect {
  const chosen = choices.values.get(tool.name);
  return (tool.options.find(({ value }) => value === chosen) ?? tool.options[0])?.effect ?? null;
}

function byName(
  tasks: readonly { name: string; value: number; low: number | null; high: number | null }[],
): Accuracy['tasks'] {
  return Object.fromEntries(
    tasks
      .filter(({ name }) => name !== '')
      .map(({ name, value, low, high }) => [name, { value, low, high }]),
  );
}
