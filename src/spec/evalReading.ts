import { pool } from '../accuracy/counts.ts';
import type { TaskCounts } from '../accuracy/measured.ts';
import type { TaskBase } from '../accuracy/predict.ts';
import type { Evaluation } from '../table/schema.ts';
import type { EvalContext } from './evalContext.ts';
import { learnedEffects, type LearnedEffects } from './learnedEffects.ts';
import { type NamedArchitecture, namedArchitecture } from './namedArchitecture.ts';
import { type Recorded, recorded } from './recorded.ts';
import { percent, type StatedAgainst, StatedEffects } from './statedEffects.ts';
import { tableMemory } from './tableMemory.ts';

/** An eval of a table by itself: its baseline, and what its rows say of effects. */
export interface EvalReading extends StatedAgainst {
  readonly name: string;
  readonly evaluation: Evaluation;
  readonly byTask: boolean;
  /** What measured rows say of the effects; null where the baseline itself was not measured. */
  readonly learned: LearnedEffects | null;
}

const READ = tableMemory<Recorded<EvalReading>>();

/** Reads an eval, once for all agents that look the same components up: fitting a model to its rows takes longer than reading a spec. */
export function evalReading(
  context: EvalContext,
  name: string,
  evaluation: Evaluation,
): EvalReading {
  const key = JSON.stringify([name, [...context.offUnlessNamed].sort()]);
  const { value, found } = READ.of(context.table, key, () =>
    recorded((findings) => readEval({ ...context, findings }, name, evaluation)),
  );
  context.findings.again(found);
  return value;
}

function readEval(context: EvalContext, name: string, evaluation: Evaluation): EvalReading {
  const baseline = namedArchitecture(
    context,
    ['evals', name, 'baseline', 'architecture'],
    evaluation.baseline.architecture,
  );
  const { bases, byTask } = taskBases(context, name, evaluation, baseline);
  const read = { name, evaluation, baseline, bases, byTask, shifts: new Map() };
  const stated = new StatedEffects(context, read);
  return { ...read, learned: learnedEffects({ ...read, context, stated }) };
}

/** The stated baseline may differ from its own rows by rounding only. */
const BASELINE_TOLERANCE = 0.005;

function taskBases(
  context: EvalContext,
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
  context: EvalContext,
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
