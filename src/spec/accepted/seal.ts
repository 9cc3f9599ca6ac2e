import { createHash } from 'node:crypto';
import type { AcceptedOnce } from './acceptedSchema.ts';

/** Reasons may be put better later, and what was accepted before has a seal of its own. */
const UNSEALED: readonly string[] = ['history', 'seal', 'why'];

/**
 * A check digit for people: the first 16 hex digits of the SHA-256 of everything that was signed, by
 * value. Other spacing, quotes, comments, or `2000ms` for `2s`, leave it as it is; another number,
 * name or sentence does not. It keeps nobody from forging a block, but nobody changes one by accident
 * or in passing.
 */
export function sealOf(accepted: AcceptedOnce): string {
  const signed = Object.entries(accepted).filter(([key]) => !UNSEALED.includes(key));
  return createHash('sha256')
    .update(canonical(Object.fromEntries(signed)))
    .digest('hex')
    .slice(0, 16);
}

/** JSON with the keys of every map in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
