/** What went wrong; null where nothing did. A column of errors may hold messages, or only whether there was one. */
export function failureOf(text: string): string | null {
  if (/^(?:|0|0\.0|false|no|none|null)$/iu.test(text)) return null;
  return /^(?:1|1\.0|true|yes)$/iu.test(text) ? 'failed' : text;
}

const RIGHT = /^(?:true|yes|pass|passed|correct|c)$/iu;
const WRONG = /^(?:false|no|fail|failed|incorrect|wrong|i)$/iu;

/** 0..1, where items may be right in part; null for anything else. */
export function scoreOf(text: string): number | null {
  if (RIGHT.test(text)) return 1;
  if (WRONG.test(text)) return 0;
  const value = amount(text);
  return value !== null && value <= 1 ? value : null;
}

/** Why `scoreOf` found no score. */
export function correctReason(text: string): string {
  if (text === '') return 'nothing says whether it was correct';
  const value = amount(text);
  return value === null
    ? '`correct` is neither true, false nor a number'
    : '`correct` is over 1: it takes true, false, or a score from 0 to 1';
}

/** A number of 0 or more; null for anything else. */
export function amount(text: string): number | null {
  if (text === '') return null;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : null;
}

/** What a results file holds, as text; '' for a list, an object or nothing. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
