import { type EvalRecord, type ReadResults, type Rejected, UnreadableResults } from '../record.ts';
import { flattened } from '../flattened.ts';

/** One JSON object a line, or a JSON array of objects. Nested keys are joined: `metadata.category`. */
export function readJsonl(text: string): ReadResults {
  const content = text.replace(/^\uFEFF/u, '');
  if (content.trimStart().startsWith('[')) return fromArray(content);
  const rejected: Rejected[] = [];
  let blank = 0;
  const records = content.split(/\r?\n/u).flatMap<EvalRecord>((line, index, all) => {
    const at = `line ${index + 1}`;
    if (line.trim() === '') {
      // What follows the last line feed is not a line.
      if (index < all.length - 1) blank += 1;
      return [];
    }
    const value = parsedOrNull(line);
    if (value === null) {
      rejected.push({ reason: 'not a JSON object', at });
      return [];
    }
    return [{ fields: flattened(value), at, line: index + 1 }];
  });
  return { format: 'jsonl', records, rejected, blank, offered: new Set() };
}

function fromArray(text: string): ReadResults {
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch (error) {
    throw new UnreadableResults(
      `not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const list: readonly unknown[] = Array.isArray(values) ? values : [];
  const rejected: Rejected[] = [];
  const records = list.flatMap<EvalRecord>((value, index) => {
    const at = `entry ${index + 1}`;
    if (!isObject(value)) {
      rejected.push({ reason: 'not a JSON object', at });
      return [];
    }
    return [{ fields: flattened(value), at, line: null }];
  });
  return { format: 'jsonl', records, rejected, blank: 0, offered: new Set() };
}

function parsedOrNull(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
