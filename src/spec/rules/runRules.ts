import type { Diagnostic } from '../../yaml/diagnostic.ts';
import { ALL_RULES } from './allRules.ts';
import type { Checked } from './checked.ts';
import type { Rule } from './rule.ts';

/** Everything that the rules find, each with its place. */
export function runRules(checked: Checked, rules: readonly Rule[] = ALL_RULES): Diagnostic[] {
  return rules.flatMap(({ code, severity, check }) =>
    check(checked).map(({ place, message, help = null, severity: own }) => ({
      code,
      severity: own ?? severity,
      message,
      help,
      file: place.source.file,
      range: place.source.rangeOf(place.path, place.part ?? 'value'),
    })),
  );
}
