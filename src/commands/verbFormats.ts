import type { Command } from 'commander';
import type { GlobalFlags } from './global.ts';
import { outputPlan } from './outputPlan.ts';

const FINDINGS = ['sarif', 'junit', 'github'] as const;

/** The formats of every verb that has the same ones whatever it is given. */
export const VERB_FORMATS: Readonly<Record<string, readonly string[]>> = {
  check: ['table', 'json', 'markdown', ...FINDINGS],
  cost: ['table', 'json', 'markdown', 'csv'],
  diff: ['table', 'json', 'markdown', ...FINDINGS],
  explain: ['table', 'json', 'markdown'],
  propose: ['table', 'json', 'markdown'],
  schema: ['table', 'json'],
  solve: ['table', 'json', 'markdown', 'csv', 'html', ...FINDINGS],
  table: ['table', 'json', 'markdown', 'csv'],
  verify: ['table', 'json', 'markdown', ...FINDINGS],
};

/** @throws UsageError for a format that the verb has not, before anything is read or changed */
export function refuseUnknownFormats(command: Command): void {
  const formats = VERB_FORMATS[command.name()];
  const flags: GlobalFlags = command.opts();
  if (formats !== undefined) outputPlan(flags, formats);
}
