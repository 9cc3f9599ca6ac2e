import { FORMAT_NAMES, formatNamed } from '../traces/formats/formats.ts';
import type { TraceSources } from '../traces/measureTraces.ts';
import { nearest } from '../units/nearest.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { momentOf } from './period.ts';
import { readRules } from './readRules.ts';
import { UsageError } from './usageError.ts';

/** Flags of every command that reads traces. */
export interface TraceFlags {
  readonly from?: string;
  readonly rules?: string;
  readonly since?: string;
  readonly until?: string;
}

/** Which traces are measured, and how they are read. */
export type TraceSelection = Pick<TraceSources, 'from' | 'rules' | 'since' | 'until'>;

/**
 * What the flags select; null when the rules have mistakes, which are then reported.
 * @throws UsageError for an unknown format or a date that is none
 */
export function traceSelection(flags: TraceFlags & GlobalFlags, io: Io): TraceSelection | null {
  const from = flags.from === undefined ? null : formatNamed(flags.from);
  if (flags.from !== undefined && from === null) throw unknownFormat(flags.from);
  const since = flags.since === undefined ? null : momentOf(flags.since, '--since', { end: false });
  const until = flags.until === undefined ? null : momentOf(flags.until, '--until', { end: true });
  const rules = flags.rules === undefined ? [] : readRules(flags.rules, flags, io);
  return rules === null ? null : { from, rules, since, until };
}

function unknownFormat(name: string): UsageError {
  const near = nearest(name, FORMAT_NAMES);
  const meant = near === null ? '' : `did you mean ${near}? `;
  return new UsageError(
    `--from ${name}: no format of that name`,
    `${meant}known are ${FORMAT_NAMES.join(', ')}`,
  );
}
