import { type Counts, pool } from '../accuracy/counts.ts';
import { wilson } from '../accuracy/wilson.ts';
import type { Change } from '../solver/change.ts';
import { compareAccuracy } from '../solver/diffAgents.ts';
import { byName, presence, share } from './changeWords.ts';
import type { Evaluation, Row } from './schema.ts';

/** What changed of an eval: its baseline, the shares of its tasks, its rows. Rows of the same architecture and task are compared; others are new or gone. */
export function diffEval(name: string, a: Evaluation, b: Evaluation): Change[] {
  const telling = tellingKeys([...(a.rows ?? []), ...(b.rows ?? [])]);
  const rows = byName(rowsOf(a, telling), rowsOf(b, telling));
  return [
    ...compareAccuracy(
      { subject: name, what: 'accuracy of the baseline' },
      stated(a.baseline.accuracy),
      stated(b.baseline.accuracy),
    ),
    ...byName(a.tasks ?? {}, b.tasks ?? {}).flatMap(([task, from, to]) =>
      share(name, `share of ${task}`, from ?? null, to ?? null),
    ),
    ...rows.flatMap(([key, from, to]) =>
      from && to
        ? compareAccuracy({ subject: name, what: to.what }, counted(from), counted(to))
        : [presence(name, from?.what ?? to?.what ?? key, from !== undefined)],
    ),
  ];
}

function stated(value: number) {
  return { value, low: null, high: null, basis: 'stated' };
}

interface RowCounts {
  readonly what: string;
  readonly counts: Counts;
}

/** What each architecture passed of each task, under a key that does not depend on the order of names. */
function rowsOf(
  evaluation: Evaluation,
  telling: ReadonlySet<string>,
): Readonly<Record<string, RowCounts>> {
  const found: Record<string, RowCounts> = {};
  for (const { architecture, passed } of evaluation.rows ?? []) {
    for (const [task, counts] of Object.entries(passed)) {
      const key = `${rowKey(architecture)}, ${task}`;
      const what = `${rowName(architecture, telling)}${task === 'all' ? '' : `, ${task}`}`;
      const before = found[key]?.counts;
      found[key] = { what, counts: before ? pool(before, counts) : counts };
    }
  }
  return found;
}

function rowKey(architecture: RowArchitecture): string {
  const entries = Object.entries(architecture).map(
    ([key, value]) => `${key} ${typeof value === 'string' ? value : value.toSorted().join('+')}`,
  );
  return entries.toSorted().join(', ');
}

type RowArchitecture = Row['architecture'];

/** Components that are not alike in all rows: the others need not be said. */
function tellingKeys(rows: readonly Row[]): Set<string> {
  const names = new Set(rows.flatMap(({ architecture }) => Object.keys(architecture)));
  const isTelling = (name: string) =>
    new Set(rows.map(({ architecture }) => JSON.stringify(architecture[name]))).size > 1;
  const telling = [...names].filter(isTelling);
  return new Set(telling.length === 0 ? names : telling);
}

function rowName(architecture: RowArchitecture, telling: ReadonlySet<string>): string {
  return Object.entries(architecture)
    .filter(([key]) => telling.has(key))
    .map(([key, value]) => `${key} ${typeof value === 'string' ? value : value.join('+')}`)
    .join(', ');
}

function counted({ counts }: RowCounts) {
  return { value: counts.passed / counts.total, ...wilson(counts), basis: 'measured' };
}
