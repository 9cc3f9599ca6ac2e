import { severityOf } from '../../yaml/codes.ts';
import type { Diagnostic } from '../../yaml/diagnostic.ts';
import { placeIn } from '../../yaml/source.ts';
import { tableMemory } from '../tableMemory.ts';
import { ALL_RULES } from './allRules.ts';
import type { Checked } from './checked.ts';
import type { Rule } from './rule.ts';

const FOUND_IN_TABLE = tableMemory<readonly Diagnostic[]>();

/** Everything that the rules find, each with its place. */
export function runRules(checked: Checked, rules: readonly Rule[] = ALL_RULES): Diagnostic[] {
  return rules.flatMap((rule) =>
    rule.looksAt === 'table'
      ? FOUND_IN_TABLE.of(checked.table, `${rule.code} ${checked.now}`, () => found(rule, checked))
      : found(rule, checked),
  );
}

function found({ code, check }: Rule, checked: Checked): Diagnostic[] {
  return check(checked).map(({ place, message, help = null, severity: own }) => ({
    code,
    severity: own ?? severityOf(code),
    message,
    help,
    ...placeIn(place.source, place.path, place.part ?? 'value'),
  }));
}
