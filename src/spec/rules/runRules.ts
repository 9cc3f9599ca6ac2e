import { severityOf } from '../../yaml/codes.ts';
import type { Diagnostic } from '../../yaml/diagnostic.ts';
import { ALL_RULES } from './allRules.ts';
import type { Checked } from './checked.ts';
import type { Rule } from './rule.ts';

/** Everything that the rules find, each with its place. */
export function runRules(checked: Checked, rules: readonly Rule[] = ALL_RULES): Diagnostic[] {
  return rules.flatMap(({ code, check }) =>
    check(checked).map(({ place, message, help = null, severity: own }) => ({
      code,
      severity: own ?? severityOf(code),
      message,
      help,
      file: place.source.file,
      range: place.source.rangeOf(place.path, place.part ?? 'value'),
    })),
  );
}
