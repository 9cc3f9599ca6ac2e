import { measured } from '../accuracy/measured.ts';
import type { PairedDelta } from '../accuracy/paired.ts';
import { wilson } from '../accuracy/wilson.ts';
import type { Evaluation, Row } from '../table/schema.ts';
import { deltaToBaseline, labelOf } from './deltaToBaseline.ts';
import { frontierOf, latencyFigure } from './frontier.ts';
import { flat, type MergedRow, mergedRows } from './mergedRows.ts';
import type { Outcome } from './outcome.ts';

/** A share with its central 90% interval and the items it rests on. */
export interface Figure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly items: number;
}

/** A measured architecture as a line of the matrix. */
export interface MatrixRow {
  /** What differs from the baseline; `baseline` for itself. */
  readonly label: string;
  readonly architecture: Readonly<Record<string, string>>;
  /** Weighted by traffic; null where a task was not run. */
  readonly overall: Figure | null;
  /** By task; null where a task was not run. */
  readonly tasks: readonly (Figure | null)[];
  /** Milliseconds per item in the eval run. */
  readonly latency: {
    readonly mean: number | null;
    readonly p50: number | null;
    readonly p95: number | null;
  } | null;
  /** USD per item in the eval run; null where unknown. */
  readonly cost: number | null;
  /** Items that got no answer. */
  readonly failures: number;
  /** Accuracy against the baseline on the same items; null without shared items. */
  readonly delta: PairedDelta | null;
  /** No other measured row is at least as good everywhere and better somewhere. */
  readonly onFrontier: boolean;
}

/** The measured architectures of one eval, by task. */
export interface EvalMatrix {
  readonly eval: string;
  readonly tasks: readonly { readonly name: string; readonly share: number }[];
  /** As the table lists them, rows of one architecture together. */
  readonly rows: readonly MatrixRow[];
  /** What the frontier compares beside accuracy. */
  readonly compared: { readonly latency: 'p95' | 'mean' | null; readonly cost: boolean };
}

/** @param outcomes of the items, where the table has them beside it */
export function evalMatrix(
  name: string,
  evaluation: Evaluation,
  outcomes: readonly Outcome[],
): EvalMatrix {
  const tasks = taskShares(evaluation);
  const merged = mergedRows(evaluation.rows ?? []);
  const baseline = flat(evaluation.baseline.architecture);
  const shared = sharedChoices(merged);
  const rows = merged.map((row) =>
    rowOf(row, tasks, { ...UNNAMED, ...shared, ...baseline }, outcomes),
  );
  const compared = {
    latency: latencyFigure(rows),
    cost: rows.some(({ cost }) => cost !== null),
  };
  const front = new Set(frontierOf(rows, compared));
  return {
    eval: name,
    tasks,
    rows: rows.map((row) => ({ ...row, onFrontier: front.has(row) })),
    compared,
  };
}

function taskShares({ tasks }: Evaluation): { name: string; share: number }[] {
  const sum = Object.values(tasks ?? {}).reduce((total, share) => total + share, 0);
  return Object.entries(tasks ?? {}).map(([task, share]) => ({ name: task, share: share / sum }));
}

/** What a baseline means that does not name them (docs/rules.md). */
const UNNAMED = { order: 'series', tools: 'all' };

/** What every row chooses alike tells none from another. */
function sharedChoices(rows: readonly MergedRow[]): Record<string, string> {
  const [first] = rows;
  return Object.fromEntries(
    Object.entries(first?.architecture ?? {}).filter(([name, value]) =>
      rows.every(({ architecture }) => architecture[name] === value),
    ),
  );
}

function rowOf(
  row: MergedRow,
  tasks: EvalMatrix['tasks'],
  baseline: Record<string, string>,
  outcomes: readonly Outcome[],
): MatrixRow {
  const { latency, cost, infra_failures: failures } = row;
  return {
    label: labelOf(row.architecture, baseline),
    architecture: row.architecture,
    overall: overallOf(row.passed, tasks),
    tasks: tasks.map(({ name }) => figureOf(row.passed[name])),
    latency:
      latency === undefined
        ? null
        : { mean: latency.mean ?? null, p50: latency.p50 ?? null, p95: latency.p95 ?? null },
    // Nothing that answers is free: a cost of 0 was not recorded.
    cost: cost === undefined || cost === 0 ? null : cost,
    failures: failures ?? 0,
    delta: deltaToBaseline(row.architecture, baseline, outcomes),
    onFrontier: false,
  };
}

function figureOf(counts: { passed: number; total: number } | undefined): Figure | null {
  if (counts === undefined) return null;
  return { value: counts.passed / counts.total, ...wilson(counts), items: counts.total };
}

function overallOf(passed: Row['passed'], tasks: EvalMatrix['tasks']): Figure | null {
  const all = passed['all'];
  if (tasks.length === 0 || all !== undefined) return figureOf(all);
  const counts = tasks.flatMap(({ name, share }) => {
    const own = passed[name];
    return own === undefined ? [] : [{ name, weight: share, ...own }];
  });
  if (counts.length < tasks.length) return null;
  const { value, low, high } = measured(counts);
  return { value, low, high, items: counts.reduce((sum, { total }) => sum + total, 0) };
}
