import { measured } from '../accuracy/measured.ts';
import { type PairedDelta, pairedDelta } from '../accuracy/paired.ts';
import { wilson } from '../accuracy/wilson.ts';
import type { Evaluation, Row } from '../table/schema.ts';
import { architectureKey, type Outcome } from './outcome.ts';

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

/** Choices as texts: a list of tools becomes its names in a row. */
export function flat(architecture: Row['architecture']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(architecture)
      .map(([key, value]) => [key, Array.isArray(value) ? value.join(' ') : value] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
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

interface MergedRow extends Omit<Row, 'architecture'> {
  readonly architecture: Record<string, string>;
}

/** Rows of one architecture are one row: counts add; latency and cost stay those of the first that has them. */
function mergedRows(rows: readonly Row[]): MergedRow[] {
  const merged = new Map<string, MergedRow>();
  for (const row of rows) {
    const architecture = flat(row.architecture);
    const key = architectureKey(architecture);
    const before = merged.get(key);
    merged.set(key, before === undefined ? { ...row, architecture } : together(before, row));
  }
  return [...merged.values()];
}

function together(before: MergedRow, row: Row): MergedRow {
  const passed = { ...before.passed };
  for (const [task, counts] of Object.entries(row.passed)) {
    const own = passed[task] ?? { passed: 0, total: 0 };
    passed[task] = { passed: own.passed + counts.passed, total: own.total + counts.total };
  }
  const failures = (before.infra_failures ?? 0) + (row.infra_failures ?? 0);
  return {
    ...before,
    passed,
    latency: before.latency ?? row.latency,
    cost: before.cost ?? row.cost,
    infra_failures: failures,
  };
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
    delta: deltaOf(row.architecture, baseline, outcomes),
    onFrontier: false,
  };
}

function labelOf(architecture: Record<string, string>, baseline: Record<string, string>): string {
  const different = Object.entries(architecture).filter(
    ([name, value]) => (baseline[name] ?? null) !== value,
  );
  if (different.length === 0) return 'baseline';
  return different.map(([name, value]) => `${name} ${value}`).join(', ');
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

function deltaOf(
  architecture: Record<string, string>,
  baseline: Record<string, string>,
  outcomes: readonly Outcome[],
): PairedDelta | null {
  const key = architectureKey(architecture);
  const reference = baselineKey(baseline, outcomes);
  if (reference === null || reference === key) return null;
  const first = scoresOf(outcomes, reference);
  let [items, onlyFirst, onlySecond] = [0, 0, 0];
  for (const [item, score] of scoresOf(outcomes, key)) {
    const other = first.get(item);
    if (other === undefined) continue;
    items += 1;
    onlyFirst += Math.max(0, other - score);
    onlySecond += Math.max(0, score - other);
  }
  return items === 0 ? null : pairedDelta({ items, onlyFirst, onlySecond });
}

/** The baseline's own items may name less than the baseline does, or more. */
function baselineKey(
  baseline: Record<string, string>,
  outcomes: readonly Outcome[],
): string | null {
  const found = outcomes.find(
    ({ architecture }) =>
      Object.entries(architecture).every(([name, value]) => (baseline[name] ?? value) === value) &&
      Object.keys(baseline).every((name) => name in architecture || baseline[name] !== undefined) &&
      labelOf(architecture, baseline) === 'baseline',
  );
  return found === undefined ? null : architectureKey(found.architecture);
}

function scoresOf(outcomes: readonly Outcome[], key: string): Map<string, number> {
  return new Map(
    outcomes.flatMap(({ architecture, task, item, score }) =>
      score !== null && architectureKey(architecture) === key
        ? [[JSON.stringify([task, item]), score] as const]
        : [],
    ),
  );
}

/** p95 where every row that has a latency has one, else the mean. */
function latencyFigure(rows: readonly MatrixRow[]): 'p95' | 'mean' | null {
  const timed = rows.flatMap(({ latency }) => (latency === null ? [] : [latency]));
  if (timed.length === 0) return null;
  if (timed.every(({ p95 }) => p95 !== null)) return 'p95';
  return timed.some(({ mean }) => mean !== null) ? 'mean' : null;
}

/**
 * The measured rows that no other one beats in accuracy, latency and cost. What nothing in the eval
 * records is not compared; a row that lacks what others have is unknown there, never best.
 *
 * @param accuracyOf another reading of the rows' accuracy than the measured one
 */
export function frontierOf(
  rows: readonly MatrixRow[],
  compared: EvalMatrix['compared'],
  accuracyOf: (row: MatrixRow) => number | null = ({ overall }) => overall?.value ?? null,
): MatrixRow[] {
  const known = rows.flatMap((row) => {
    const figures = [
      negated(accuracyOf(row)),
      ...(compared.latency === null ? [] : [row.latency?.[compared.latency] ?? null]),
      ...(compared.cost ? [row.cost] : []),
    ];
    const complete = figures.filter((figure) => figure !== null);
    return complete.length === figures.length ? [{ row, figures: complete }] : [];
  });
  return known
    .filter(({ figures }) => !known.some((other) => beats(other.figures, figures)))
    .map(({ row }) => row);
}

function negated(value: number | null): number | null {
  return value === null ? null : -value;
}

/** Less is better everywhere: at least as good, and better somewhere. */
function beats(a: readonly number[], b: readonly number[]): boolean {
  return (
    a.every((figure, index) => figure <= (b[index] ?? 0)) &&
    a.some((figure, index) => figure < (b[index] ?? 0))
  );
}
