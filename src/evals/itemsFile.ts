import { readCsv } from './readers/csv.ts';
import type { Outcome } from './outcome.ts';

const FIELDS = ['task', 'item', 'correct', 'latency_ms', 'cost', 'error'] as const;

/**
 * Outcomes as the CSV that lies beside a table: a column for every component that any architecture
 * names, then task, item, correct, latency_ms, cost and error. Sorted, so that the same outcomes give
 * the same file.
 */
export function writeItems(outcomes: readonly Outcome[]): string {
  const names = [
    ...new Set(outcomes.flatMap(({ architecture }) => Object.keys(architecture))),
  ].sort();
  const lines = outcomes.map(({ architecture, task, item, score, latencyMs, cost, failure }) =>
    [
      ...names.map((name) => architecture[name] ?? ''),
      task ?? '',
      item,
      score === null ? '' : String(rounded(score)),
      latencyMs === null ? '' : String(rounded(latencyMs)),
      cost === null ? '' : String(rounded(cost)),
      failure ?? '',
    ]
      .map(cell)
      .join(','),
  );
  return `${[[...names, ...FIELDS].map(cell).join(','), ...lines.sort()].join('\n')}\n`;
}

/** Reads what {@link writeItems} wrote; the names and values are those of the table already. */
export function readItems(text: string, file: string): Outcome[] {
  return readCsv(text).records.flatMap(({ fields, at }) => {
    const value = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
    const chosen = Object.keys(fields).filter(
      (name) => !(FIELDS as readonly string[]).includes(name) && value(name) !== '',
    );
    const number = (name: string): number | null => {
      const read = Number(value(name));
      return value(name) === '' || !Number.isFinite(read) ? null : read;
    };
    if (value('item') === '') return [];
    return [
      {
        architecture: Object.fromEntries(chosen.sort().map((name) => [name, value(name)])),
        task: value('task') || null,
        item: value('item'),
        score: number('correct'),
        failure: number('correct') === null ? value('error') || 'failed' : null,
        latencyMs: number('latency_ms'),
        cost: number('cost'),
        at: `${file}, ${at}`,
      },
    ];
  });
}

function cell(text: string): string {
  return /[",\n\r;\t]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Nine significant digits say all there is, without the noise of binary fractions. */
function rounded(value: number): number {
  return Number(value.toPrecision(9));
}
