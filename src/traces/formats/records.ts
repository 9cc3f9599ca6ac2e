import { asList, asRecord, parseJson, type JsonRecord } from '../json.ts';

/** Where exports keep their rows when they wrap them. */
const WRAPPERS = ['data', 'runs', 'observations', 'rows', 'results', 'requests'] as const;

/** The rows of an export: a list, a list under a well-known key, or one row alone. */
export function recordsOf(document: unknown): readonly unknown[] {
  if (Array.isArray(document)) return document as readonly unknown[];
  const object = asRecord(document);
  for (const key of WRAPPERS) if (Array.isArray(object?.[key])) return asList(object?.[key]);
  return object === null ? [] : [object];
}

/** The first row of an export, by which its format is told. */
export function firstRecord(document: unknown): JsonRecord | null {
  return asRecord(recordsOf(document)[0]);
}

/** Whether the row has all of these keys. */
export function has(row: JsonRecord | null, ...keys: readonly string[]): boolean {
  return row !== null && keys.every((key) => key in row);
}

/** The first of these keys that holds something. */
export function pick(row: JsonRecord, ...keys: readonly string[]): unknown {
  for (const key of keys) {
    const value = row[key];
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return null;
}

/** The first of these keys that holds text; numbers are read as text. */
export function pickText(row: JsonRecord, ...keys: readonly string[]): string | null {
  const value = pick(row, ...keys);
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
}

/** The first of these keys that holds a number, 0 or more; text is read as one. */
export function pickNumber(row: JsonRecord, ...keys: readonly string[]): number | null {
  for (const key of keys) {
    const value = row[key];
    if (typeof value !== 'number' && (typeof value !== 'string' || value === '')) continue;
    const number = Number(value);
    if (number >= 0 && number < Infinity) return number;
  }
  return null;
}

/** An object, or the JSON text of one, as databases and CSV files keep it. */
export function pickRecord(row: JsonRecord, ...keys: readonly string[]): JsonRecord {
  const value = pick(row, ...keys);
  return asRecord(typeof value === 'string' ? parseJson(value) : value) ?? {};
}
