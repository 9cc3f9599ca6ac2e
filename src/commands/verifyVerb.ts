import type { Command } from 'commander';
import type { Io } from './io.ts';
import type { VerifyFlags } from './verify.ts';

/** Usage, description and example. */
export const VERIFY = [
  'verify <spec> <traces...>',
  'did the launched system keep what was accepted',
  'budget verify examples/measured-agent/signed.yaml examples/measured-agent/launch',
] as const;

/** What `verify` takes beside the flags of all verbs, and of all that read traces. */
export function addVerify(verb: Command, io: Io, finish: (code: number) => void): void {
  verb
    .option('--evals <results...>', 'new eval results, in any format that grade reads')
    .action(async (spec: string, traces: string[], flags: VerifyFlags) => {
      const { runVerify } = await import('./verify.ts');
      finish(await runVerify(spec, traces, flags, io));
    });
}
