import type { Severity } from '../severity.ts';

/** What a reader can look up about a finding: a few words, and what `budget explain` prints. */
export interface DiagnosticHelp {
  readonly title: string;
  readonly help: string;
  /** How grave it usually is; error where nothing is said. */
  readonly severity?: Severity;
}
