import { nearest } from '../units/nearest.ts';
import { shareToYaml } from '../units/share.ts';
import type { Evaluation, Row, Table } from '../table/schema.ts';
import { joinOutcomes, type Joined, type Keep } from './joined.ts';
import { flat } from './mergedRows.ts';
import { architectureKey, type Outcome, outcomeKey } from './outcome.ts';
import type { Misfit } from './misfits.ts';
import { flow, key, type RowOrder, rowText } from './rowText.ts';
import type { EvalEdit } from './tableEdit.ts';
import { tally, type Tally } from './tally.ts';

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

function taskMisfits(
  evaluation: Evaluation | undefined,
  evalName: string,
  fresh: readonly Outcome[],
): Misfit[] {
  if (evaluation?.tasks === undefined) return [];
  const known = Object.keys(evaluation.tasks);
  const foreign = new Map(
    fresh.flatMap((outcome) =>
      outcome.task !== null && known.includes(outcome.task)
        ? []
        : [[outcome.task, outcome] as const],
    ),
  );
  return [...foreign.keys()].map((task) => ({
    message:
      task === null
        ? `the eval ${evalName} tells tasks apart (${known.join(', ')}), and the results do not say which task an item is`
        : `the eval ${evalName} has no task "${task}"`,
    help: task === null ? '--column task=COLUMN says where it stands' : hint(task, known),
    word: task ?? '',
    line: null,
  }));
}

function hint(task: string, known: readonly string[]): string {
  const near = nearest(task, known);
  return near === null
    ? `tasks: ${known.join(', ')}; are these results of another agent? --eval NAME writes another eval`
    : `did you mean "${near}"?`;
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
  return { all: total(each) };
}

function total({ passed }: Tally): { passed: number; total: number } {
  return [...passed.values()].reduce(
    (sum, counts) => ({ passed: sum.passed + counts.passed, total: sum.total + counts.total }),
    { passed: 0, total: 0 },
  );
}

function newBaseline(
  tallies: readonly Tally[],
  wanted: ReadonlyMap<string, string>,
  { components }: Table,
): EvalEdit['baseline'] {
  const asked = tallies.filter(({ architecture }) =>
    [...wanted].every(([name, value]) => architecture[name] === value),
  );
  const [chosen] = (asked.length > 0 ? asked : tallies).toSorted(
    (a, b) => memoriesIn(a, components) - memoriesIn(b, components),
  );
  if (chosen === undefined) return { accuracy: '0%', architecture: '{}' };
  const counts = total(chosen);
  const names = Object.keys(components);
  return {
    accuracy: shareToYaml(Number((counts.passed / counts.total).toFixed(4))),
    architecture: flow(
      Object.entries(chosen.architecture)
        .filter(([name]) => name !== 'tools')
        .sort(([a], [b]) => names.indexOf(a) - names.indexOf(b))
        .map(([name, value]) => `${key(name)}: ${key(value)}`),
    ),
  };
}

/** Shortcuts in use: a baseline is what runs without them, unless someone says otherwise. */
function memoriesIn({ architecture }: Tally, components: Table['components']): number {
  return Object.entries(architecture).filter(
    ([name, value]) => components[name]?.kind === 'memory' && value !== 'off',
  ).length;
}

/** Shares of the tasks among the items of one architecture, in hundredths of a percent that sum to 100%. */
function taskShares(each: Tally | undefined): string | null {
  if (each === undefined) return null;
  const all = total(each).total;
  const entries = [...each.passed];
  let left = 10_000;
  const shares = entries.map(([task, counts], index) => {
    const share = index === entries.length - 1 ? left : Math.round((counts.total / all) * 10_000);
    left -= share;
    return `${key(task)}: ${shareToYaml(share / 10_000)}`;
  });
  return flow(shares);
}
