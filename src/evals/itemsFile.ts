import { readCsv } from './readers/csv.ts';
import type { Outcome } from './outcome.ts';
import { UnreadableResults } from './record.ts';

const FIELDS = ['task', 'item', 'trial', 'correct', 'latency_ms', 'cost', 'error'] as const;

/**
 * Outcomes as the CSV that lies beside a table: a column for every component that any architecture
 * names, then task, item, correct, latency_ms, cost and error; and trial, where items ran several times.
 * Sorted, so that the same outcomes give the same file.
 */
export function writeItems(outcomes: readonly Outcome[]): string {
  const names = [
    ...new Set(outcomes.flatMap(({ architecture }) => Object.keys(architecture))),
  ].sort();
  const hasTrials = outcomes.some(({ trial }) => trial !== null);
  const fields = FIELDS.filter((field) => field !== 'trial' || hasTrials);
  const lines = outcomes.map(
    ({ architecture, task, item, trial, score, latencyMs, cost, failure }) =>
      [
        ...names.map((name) => architecture[name] ?? ''),
        task ?? '',
        item,
        ...(hasTrials ? [trial ?? ''] : []),
        score === null ? '' : String(rounded(score)),
        latencyMs === null ? '' : String(rounded(latencyMs)),
        cost === null ? '' : String(rounded(cost)),
        failure ?? '',
      ]
        .map(cell)
        .join(','),
  );
  return `${[[...names, ...fields].map(cell).join(','), ...lines.sort()].join('\n')}\n`;
}

/**
 * Reads what {@link writeItems} wrote; the names and values are those of the table already.
 *
 * @throws UnreadableResults where a line, that someone may have edited, is none of this file's
 */
export function readItems(text: string, file: string): Outcome[] {
  const { records, rejected } = readCsv(text);
  const [wrong] = rejected;
  if (wrong !== undefined) throw new UnreadableResults(`${wrong.at}: ${wrong.reason}`);
  return records.map(({ fields, at }) => {
    const value = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
    const chosen = Object.keys(fields).filter(
      (name) => !(FIELDS as readonly string[]).includes(name) && value(name) !== '',
    );
    const number = (name: string): number | null => {
      const read = Number(value(name));
      return value(name) === '' || !Number.isFinite(read) ? null : read;
    };
    if (value('item') === '') throw new UnreadableResults(`${at}: no item`);
    return {
      architecture: Object.fromEntries(chosen.sort().map((name) => [name, value(name)])),
      task: value('task') || null,
      item: value('item'),
      trial: value('trial') || null,
      score: number('correct'),
      failure: number('correct') === null ? value('error') || 'failed' : null,
      latencyMs: number('latency_ms'),
      cost: number('cost'),
      at: `${file}, ${at}`,
    };
  });
}

function cell(text: string): string {
  return /[",\n\r;\t]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Nine significant digits say all there is, without the noise of binary fractions. */
function rounded(value: number): number {
  return Number(value.toPrecision(9));
}
