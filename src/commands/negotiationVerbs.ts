import type { Command } from 'commander';
import type { AcceptFlags } from './accept.ts';
import type { CheckFlags } from './check.ts';
import { collect } from './collect.ts';
import { wholeNumber } from './wholeNumber.ts';
import type { DiffFlags } from './diff.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import type { ProposeFlags } from './propose.ts';

/** Adds a verb with the flags that all verbs share. */
export type AddVerb = (usage: string, description: string, example: string) => Command;

/** The verbs with which product and engineering agree on numbers, and hold each other to them. */
export function addNegotiationVerbs(verb: AddVerb, io: Io, finish: (code: number) => void): void {
  verb(
    'propose <spec>',
    'what can be promised instead, what it gives up, and why',
    'budget propose examples/realtime-agent/spec.yaml --keep latency,tools',
  )
    .option('--keep <corners>', 'limits that must not give way, as in latency,tools')
    .option('--agent <name>', 'only this agent of the spec')
    .action(async (spec: string, flags: ProposeFlags) => {
      const { runPropose } = await import('./propose.ts');
      finish(runPropose(spec, flags, io));
    });

  verb(
    'accept <spec> <id>',
    'records the signed counterproposal in the spec',
    'budget accept examples/realtime-agent/spec.yaml c2f7d998 --product ada --engineering grace -o demo/spec.yaml',
  )
    .option('--product <name>', 'who signs for product')
    .option('--engineering <name>', 'who signs for engineering')
    .option('--why <choice=reason>', 'a reason in your own words; repeatable', collect)
    .option('--amend', 'replace what was accepted before, and keep it in the history')
    .option('--now <date>', 'the day to record, as 2026-11-20; default: today')
    .action(async (spec: string, id: string, flags: AcceptFlags) => {
      const { runAccept } = await import('./accept.ts');
      finish(runAccept(spec, id, flags, io));
    });

  verb(
    'check <files...>',
    'are specs and tables right, are accepted numbers still true; for CI',
    'budget check examples/*/spec.yaml',
  )
    .option('--fail-on <severity>', 'exit with 1 from error (default), warning, note; or never')
    .option('--max-warnings <n>', 'exit with 1 above this many warnings', wholeNumber)
    .option('--now <date>', 'the day to check at, as 2026-11-20; default: today')
    .action(async (paths: string[], flags: CheckFlags) => {
      const { runCheck } = await import('./check.ts');
      finish(runCheck(paths, flags, io));
    });

  verb(
    'diff <before> <after>',
    'what changed between two specs, tables or saved results',
    'budget diff examples/realtime-agent/solve.json examples/realtime-agent/spec.yaml',
  )
    .option('--all', 'changes within noise, too')
    .option('--exit-code', 'exit with 1 when anything got worse')
    .action(async (before: string, after: string, flags: DiffFlags) => {
      const { runDiff } = await import('./diff.ts');
      finish(runDiff(before, after, flags, io));
    });

  verb(
    'explain [code]',
    'what a finding means and what to do about it',
    'budget explain few-samples',
  ).action(async (code: string | undefined, flags: GlobalFlags) => {
    const { runExplain } = await import('./explain.ts');
    finish(runExplain(code, flags, io));
  });
}
