import { pool } from '../accuracy/counts.ts';
import type { TaskCounts } from '../accuracy/measured.ts';
import type { TaskBase } from '../accuracy/predict.ts';
import type { Effect } from '../solver/problem.ts';
import type { Evaluation } from '../table/schema.ts';
import { type AgentContext, inSpec } from './agentContext.ts';
import { suggest } from './findings.ts';
import { type NamedArchitecture, namedArchitecture } from './namedArchitecture.ts';
import { learnedEffects, type LearnedEffects } from './learnedEffects.ts';
import type { EffectsOf } from './resolveWorkflow.ts';
import { addEffects, noEffect, percent, perStep, statedEffects } from './statedEffects.ts';
import { flattenItems } from './workflowItems.ts';

/** The eval that an agent's accuracy speaks of, its baseline, and what choices do to it. */
export interface AccuracyBasis {
  readonly name: string;
  readonly evaluation: Evaluation;
  readonly baseline: NamedArchitecture;
  readonly bases: readonly TaskBase[];
  readonly byTask: boolean;
  readonly effects: EffectsOf;
  readonly constant: Effect;
  /** What measured rows say of the effects; null where the baseline itself was not measured. */
  readonly learned: LearnedEffects | null;
}

/** Without an eval nothing is known, and effects are unknown too. */
export const NO_EFFECTS: EffectsOf = {
  way: () => null,
  presence: () => ({ present: null, absent: null }),
};

/** Finds the eval an agent is judged by. Null, with a finding where it is a mistake, when there is none. */
export function resolveAccuracy(context: AgentContext): AccuracyBasis | null {
  const name = evalName(context);
  const evaluation = name === null ? undefined : context.table.evals?.[name];
  if (name === null || evaluation === undefined) return null;
  checkTaskFloors(context, evaluation);
  return basisOf(context, name, evaluation);
}

/** One eval of a table: its baseline, what choices do to it, and what its rows say of that. */
export function basisOf(
  context: AgentContext,
  name: string,
  evaluation: Evaluation,
): AccuracyBasis {
  const baseline = namedArchitecture(
    context,
    ['evals', name, 'baseline', 'architecture'],
    evaluation.baseline.architecture,
  );
  const { bases, byTask } = taskBases(context, name, evaluation, baseline);
  const stated = statedEffects(context, baseline, bases);
  const learned = learnedEffects({ context, name, evaluation, baseline, bases, byTask, stated });
  const whole = learned?.effects ?? stated;
  const effects = perStep(context, whole);
  return {
    name,
    evaluation,
    baseline,
    bases,
    byTask,
    effects,
    constant: addEffects(
      constantEffect(context, baseline, effects, bases.length),
      learned === null || learned.effects === null ? noEffect(bases.length) : learned.intercept,
    ),
    learned,
  };
}

function evalName(context: AgentContext): string | null {
  const evals = Object.keys(context.table.evals ?? {});
  const wanted = context.spec.want.accuracy;
  if (wanted?.eval !== undefined) {
    if (evals.includes(wanted.eval)) return wanted.eval;
    context.findings.add(
      'error',
      'unknown-name',
      inSpec(context, ['want', 'accuracy', 'eval']),
      `the table has no eval "${wanted.eval}"`,
      evals.length === 0
        ? 'the table has no evals at all: add evals: with a baseline to it'
        : suggest(wanted.eval, evals),
    );
    return null;
  }
  if (evals.length === 1) return evals[0] ?? null;
  if (wanted === undefined) return null;
  const place = inSpec(context, ['want', 'accuracy'], 'key');
  if (evals.length === 0) {
    context.findings.add(
      'warning',
      'no-accuracy',
      place,
      'the table has no evals: every accuracy is unknown, and no architecture can be said to meet this limit',
      'add evals: with a baseline to the table',
    );
  } else {
    context.findings.add(
      'error',
      'missing-key',
      place,
      'the table has several evals; say which one this limit speaks of',
      `as in eval: ${evals[0]}`,
    );
  }
  return null;
}

function checkTaskFloors(context: AgentContext, evaluation: Evaluation): void {
  const tasks = Object.keys(evaluation.tasks ?? {});
  for (const task of Object.keys(context.spec.want.accuracy?.tasks ?? {})) {
    if (tasks.includes(task)) continue;
    context.findings.add(
      'error',
      'unknown-name',
      inSpec(context, ['want', 'accuracy', 'tasks', task], 'key'),
      `the eval has no task "${task}"`,
      suggest(task, tasks),
    );
  }
}

/** The stated baseline may differ from its own rows by rounding only. */
const BASELINE_TOLERANCE = 0.005;

function taskBases(
  context: AgentContext,
  name: string,
  evaluation: Evaluation,
  baseline: NamedArchitecture,
): { bases: TaskBase[]; byTask: boolean } {
  const overall: TaskBase = {
    name: '',
    weight: 1,
    accuracy: inside(evaluation.baseline.accuracy),
    counts: null,
  };
  const counts = baselineCounts(context, name, evaluation, baseline);
  if (counts === null) return { bases: [overall], byTask: false };
  const byTask = evaluation.tasks !== undefined;
  const bases = counts.map((task) => ({
    name: byTask ? task.name : '',
    weight: task.weight,
    accuracy: inside(task.passed / task.total),
    counts: { passed: task.passed, total: task.total },
  }));
  const mean = bases.reduce((sum, base) => sum + base.weight * base.accuracy, 0);
  if (Math.abs(mean - evaluation.baseline.accuracy) > BASELINE_TOLERANCE) {
    const place = { source: context.tableSource, path: ['evals', name, 'baseline', 'accuracy'] };
    context.findings.add(
      'warning',
      'derived-mismatch',
      place,
      `the baseline is stated as ${percent(evaluation.baseline.accuracy)}, but its own rows say ${percent(mean)}; the rows are used`,
    );
  }
  return { bases, byTask };
}

/** Log odds need a share inside 0..1: all passed (or none) counts as within half an item of 1,000. */
function inside(share: number): number {
  return Math.min(0.9995, Math.max(0.0005, share));
}

/** Rows of the baseline's own architecture, pooled; null when there are none. */
function baselineCounts(
  context: AgentContext,
  name: string,
  evaluation: Evaluation,
  baseline: NamedArchitecture,
): TaskCounts[] | null {
  const rows = (evaluation.rows ?? []).filter((row, index) => {
    const named = namedArchitecture(
      context,
      ['evals', name, 'rows', index, 'architecture'],
      row.architecture,
      true,
    );
    return named.sameAs(baseline);
  });
  return rows
    .map((row) => countsOf(evaluation, row.passed))
    .filter((counts) => counts !== null)
    .reduce<TaskCounts[] | null>(
      (pooled, counts) => (pooled === null ? counts : poolTasks(pooled, counts)),
      null,
    );
}

function poolTasks(a: readonly TaskCounts[], b: readonly TaskCounts[]): TaskCounts[] {
  return a.map((task, index) => ({ ...task, ...pool(task, b[index] ?? { passed: 0, total: 0 }) }));
}

/** Counts per task with the tasks' weights; null when a row lacks a task, so that it has no overall figure. */
export function countsOf(
  evaluation: Evaluation,
  passed: Record<string, { passed: number; total: number }>,
): TaskCounts[] | null {
  if (evaluation.tasks === undefined || Object.hasOwn(passed, 'all')) {
    const all = passed['all'];
    return all === undefined ? null : [{ name: '', weight: 1, ...all }];
  }
  const sum = Object.values(evaluation.tasks).reduce((total, weight) => total + weight, 0);
  const byName = Object.entries(evaluation.tasks).sort(([a], [b]) => (a < b ? -1 : 1));
  const tasks = byName.flatMap(([name, weight]) => {
    const counts = passed[name];
    return counts === undefined ? [] : [{ name, weight: weight / sum, ...counts }];
  });
  return tasks.length === Object.keys(evaluation.tasks).length ? tasks : null;
}

/** Components that the baseline names as present and that this workflow does not have: their loss is part of every prediction. */
function constantEffect(
  context: AgentContext,
  baseline: NamedArchitecture,
  effects: EffectsOf,
  tasks: number,
): Effect {
  const names = new Set(
    flattenItems(context.spec.workflow).flatMap((item) => {
      if ('step' in item) return [item.component ?? item.step];
      return 'tools' in item
        ? item.tools.map((use) => (typeof use === 'string' ? use : use.use))
        : [];
    }),
  );
  for (const shortcut of context.spec.shortcuts ?? []) names.add(shortcut.use);
  const lost = baseline.namedAsPresent().filter((name) => !names.has(name));
  const none: Effect = noEffect(tasks);
  return lost.reduce<Effect>((sum, name) => addEffects(sum, effects.presence(name).absent), none);
}
