import type { AcceptedOnce } from './acceptedSchema.ts';
import { sealOf } from './seal.ts';

/**
 * Whether a block says what was signed. One that people wrote, without a seal and without the table it
 * was composed from, says what they meant; one that `budget accept` wrote has both.
 */
export function isIntact(accepted: AcceptedOnce): boolean {
  if (accepted.seal === undefined) return accepted.table === undefined;
  return accepted.seal === sealOf(accepted);
}
