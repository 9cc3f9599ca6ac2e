import type { DiagnosticCode } from '../../yaml/codes.ts';
import type { Severity } from '../../yaml/diagnostic.ts';
import type { Place } from '../findings.ts';
import type { Checked } from './checked.ts';

/** One thing that `budget check` looks at. What it means and how grave it is, the table of codes says. */
export interface Rule {
  readonly code: DiagnosticCode;
  /**
   * `file`: what it finds makes the file itself wrong, so that its verdict is worth nothing. Default: the
   * file is right, and what it says breaks the rule.
   */
  readonly about?: 'file';
  /** `table`: it looks at nothing but the table and the day. Default: at a spec, too. */
  readonly looksAt?: 'table';
  check(checked: Checked): RuleFinding[];
}

/** A place where a rule does not hold. */
export interface RuleFinding {
  readonly place: Place;
  readonly message: string;
  readonly help?: string | null;
  /** Where it weighs less than the rule usually does. */
  readonly severity?: Severity;
}
