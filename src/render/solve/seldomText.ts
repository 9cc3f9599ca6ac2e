import type { Diagnostic } from '../../yaml/diagnostic.ts';
import type { SolveReport } from '../report.ts';

/** Shortcuts that cannot rescue the percentile in use: one sentence for each agent that has any. */
export function seldomWords({ warnings }: SolveReport): string[] {
  return warnings.filter(isSeldom).map(({ message }) => `Shortcuts: ${message}.`);
}

function isSeldom({ code }: Pick<Diagnostic, 'code'>): boolean {
  return code === 'shortcut-below-percentile';
}
