import type { Diagnostic } from '../../yaml/diagnostic.ts';
import { ALL_RULES } from './allRules.ts';

/** Rules, and what comments that ignore them must keep to. */
const VIOLATIONS: ReadonlySet<string> = new Set([
  ...ALL_RULES.filter(({ about }) => about !== 'file').map(({ code }) => code),
  'ignore-without-reason',
]);

/**
 * Whether a finding says that a file which is right breaks a rule. All other errors say that a file is
 * wrong: it cannot be read, does not fit its schema, refers to what does not exist, or is not what was
 * signed. Those cannot be ignored, since nothing that `check` says about such a file is worth anything.
 */
export function isViolation({ code, severity }: Pick<Diagnostic, 'code' | 'severity'>): boolean {
  return severity !== 'error' || VIOLATIONS.has(code);
}
