import type { Row } from '../table/schema.ts';
import { architectureKey } from './outcome.ts';

/** Choices as texts: a list of tools becomes its names in a row. */
export function flat(architecture: Row['architecture']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(architecture)
      .map(([key, value]) => [key, Array.isArray(value) ? value.join(' ') : value] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** A row of an eval, its choices as texts. */
export interface MergedRow extends Omit<Row, 'architecture'> {
  readonly architecture: Record<string, string>;
}

/** Rows of one architecture are one row: counts add; latency and cost stay those of the first that has them. */
export function mergedRows(rows: readonly Row[]): MergedRow[] {
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
