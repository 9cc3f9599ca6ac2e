import { COST_CODES } from './codes/costCodes.ts';
import { FILE_CODES } from './codes/fileCodes.ts';
import { PROMISE_CODES } from './codes/promiseCodes.ts';
import { SPEC_CODES } from './codes/specCodes.ts';
import { TABLE_CODES } from './codes/tableCodes.ts';
import type { DiagnosticHelp } from './codes/diagnosticHelp.ts';
import type { Severity } from './severity.ts';

export type { DiagnosticHelp };

/** One entry per code, by what it speaks of; a new code needs nothing but its entry in its family. */
const FAMILIES = {
  ...COST_CODES,
  ...FILE_CODES,
  ...PROMISE_CODES,
  ...SPEC_CODES,
  ...TABLE_CODES,
};

/** The code of a finding, as printed in brackets. */
export type DiagnosticCode = keyof typeof FAMILIES;

/**
 * Title and long help of every code, alphabetical.
 *
 * @example DIAGNOSTICS['unknown-key'].title // 'an unknown key'
 */
export const DIAGNOSTICS = alphabetical(FAMILIES);

/** How grave a finding of this code usually is. */
export function severityOf(code: DiagnosticCode): Severity {
  return DIAGNOSTICS[code].severity ?? 'error';
}

function alphabetical<K extends string>(
  entries: Readonly<Record<K, DiagnosticHelp>>,
): Readonly<Record<K, DiagnosticHelp>> {
  const sorted = Object.entries<DiagnosticHelp>(entries).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted) as Record<K, DiagnosticHelp>;
}
