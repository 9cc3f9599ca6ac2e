import type { Evaluation, Row, Table } from '../table/schema.ts';
import { joinOutcomes, type Joined, type Keep } from './joined.ts';
import { flat } from './mergedRows.ts';
import { architectureKey, type Outcome, outcomeKey } from './outcome.ts';
import type { Misfit } from './misfits.ts';
import { newBaseline, taskShares } from './newEval.ts';
import { type RowOrder, rowText } from './rowText.ts';
import type { EvalEdit } from './tableEdit.ts';
import { tally, type Tally, totalOf } from './tally.ts';
import { taskMisfits } from './taskMisfits.ts';

export interface GradeInput {
  readonly table: Table;
  /** Name of the eval in the table, there or not. */
  readonly evalName: string;
  /** What lies in the items file already. */
  readonly before: readonly Outcome[];
  readonly fresh: readonly Outcome[];
  readonly keep: Keep;
  /** Choices that tell the baseline among new architectures; empty for the first one. */
  readonly baseline: ReadonlyMap<string, string>;
  /** The items file, as the table names it. */
  readonly items: string;
}

/** New rows for a table, and all there is to say about them. */
export interface GradeResult {
  readonly joined: Joined;
  /** Architectures among the new results, with all items known of them. */
  readonly tallies: readonly Tally[];
  readonly edit: EvalEdit;
  /** Names and tasks that do not fit the eval. */
  readonly misfits: readonly Misfit[];
  /** Answered runs among the new results, and the items they are of. */
  readonly runs: { readonly count: number; readonly items: number };
  /** Whether the eval is new, so that its baseline and its tasks' shares are guesses to confirm. */
  readonly isNew: boolean;
  /** Rows that say the same already, and are left as they are written. */
  readonly unchanged: number;
  /** Rows that people wrote for one of these architectures: they stay, and are pooled with the new ones. */
  readonly byHand: readonly Tally[];
}

/** Joins new outcomes with those known before and turns them into rows of a table. */
export function grade(input: GradeInput): GradeResult {
  const { table, evalName, before, fresh, keep } = input;
  const evaluation = table.evals?.[evalName];
  const named = withBaseline(fresh, evaluation);
  const joined = joinOutcomes([...before, ...named], keep);
  const touched = new Set(named.map(({ architecture }) => architectureKey(architecture)));
  const all = tally(joined.outcomes);
  const tallies = all.filter(
    (each) => touched.has(architectureKey(each.architecture)) && each.passed.size > 0,
  );
  const byTask = tellsTasksApart(evaluation, joined.outcomes);
  const old = new Map(
    tally(before).map((each) => [architectureKey(each.architecture), each] as const),
  );
  const order: RowOrder = {
    tasks: byTask ? Object.keys(evaluation?.tasks ?? {}) : null,
    components: Object.keys(table.components),
  };
  const placed = place(evaluation, tallies, old, order);
  return {
    joined,
    tallies,
    runs: runsIn(named),
    misfits: taskMisfits(evaluation, evalName, named),
    isNew: evaluation === undefined,
    byHand: placed.byHand,
    unchanged: tallies.length - placed.replaced.size - placed.added.length,
    edit: {
      name: evalName,
      items: input.items,
      baseline: newBaseline(tallies, input.baseline, table),
      tasks: byTask ? taskShares(tallies[0]) : null,
      replaced: placed.replaced,
      added: placed.added,
    },
  };
}

function runsIn(outcomes: readonly Outcome[]): GradeResult['runs'] {
  const answered = outcomes.filter(({ score }) => score !== null);
  const byItem = answered.map((each) => outcomeKey({ ...each, trial: null }));
  return { count: answered.length, items: new Set(byItem).size };
}

/** Results that name no component are about the baseline. */
function withBaseline(fresh: readonly Outcome[], evaluation: Evaluation | undefined): Outcome[] {
  if (evaluation === undefined) return [...fresh];
  const baseline = flat(evaluation.baseline.architecture);
  return fresh.map((outcome) =>
    Object.keys(outcome.architecture).length === 0
      ? { ...outcome, architecture: baseline }
      : outcome,
  );
}

function tellsTasksApart(
  evaluation: Evaluation | undefined,
  outcomes: readonly Outcome[],
): boolean {
  if (evaluation !== undefined) return evaluation.tasks !== undefined;
  const tasks = new Set(outcomes.map(({ task }) => task));
  return tasks.size > 1 && !tasks.has(null);
}

function place(
  evaluation: Evaluation | undefined,
  tallies: readonly Tally[],
  old: ReadonlyMap<string, Tally>,
  order: RowOrder,
): { replaced: Map<number, string>; added: string[]; byHand: Tally[] } {
  const replaced = new Map<number, string>();
  const added: string[] = [];
  const byHand: Tally[] = [];
  const rows = (evaluation?.rows ?? []).map((row) => ({
    key: architectureKey(flat(row.architecture)),
    passed: countsText(row.passed),
    row,
  }));
  for (const each of tallies) {
    const own = architectureKey(each.architecture);
    const known = old.get(own);
    const ours = [each, ...(known === undefined ? [] : [known])].map((counts) =>
      countsText(asCounts(counts, order.tasks !== null)),
    );
    const index = rows.findIndex((row) => row.key === own && ours.includes(row.passed));
    const found = rows[index];
    if (found !== undefined) {
      const isNews = found.passed !== ours[0] || !runsAlike(found.row, each);
      if (isNews) replaced.set(index, rowText(each, order));
    } else {
      if (rows.some((row) => row.key === own)) byHand.push(each);
      added.push(rowText(each, order));
    }
  }
  return { replaced, added, byHand };
}

/** Latency, cost and failures of a row are those of the items, as far as rows write them. */
function runsAlike(row: Row, each: Tally): boolean {
  const failures = [...each.failures.values()].reduce((sum, count) => sum + count, 0);
  return (
    (row.infra_failures ?? 0) === failures &&
    near(row.cost, each.cost ?? undefined) &&
    near(row.latency?.mean, each.latency?.mean) &&
    near(row.latency?.p50, each.latency?.p50) &&
    near(row.latency?.p95, each.latency?.p95)
  );
}

function near(a: number | undefined, b: number | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return Math.abs(a - b) <= AS_WRITTEN * Math.max(a, b);
}

/** Rows are written with four significant digits. */
const AS_WRITTEN = 0.001;

type CountsByTask = Readonly<Record<string, { readonly passed: number; readonly total: number }>>;

function countsText(passed: CountsByTask): string {
  return JSON.stringify(
    Object.entries(passed)
      .map(([task, counts]) => [task, Number(counts.passed.toFixed(4)), counts.total] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function asCounts(each: Tally, byTask: boolean): CountsByTask {
  if (byTask) return Object.fromEntries(each.passed);
  return { all: totalOf(each) };
}
