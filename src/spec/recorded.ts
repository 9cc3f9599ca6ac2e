import type { Diagnostic } from '../yaml/diagnostic.ts';
import { collectFindings, type Findings } from './findings.ts';

/** What was worked out, with what was found on the way. */
export interface Recorded<T> {
  readonly value: T;
  readonly found: readonly Diagnostic[];
}

/** Works something out for a memory: whoever is given it again reports again what was found, too. */
export function recorded<T>(work: (findings: Findings) => T): Recorded<T> {
  const findings = collectFindings();
  return { value: work(findings), found: findings.all };
}
