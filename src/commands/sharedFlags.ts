import type { Command } from 'commander';
import { collect } from './collect.ts';
import type { GlobalFlags } from './global.ts';
import { typedIn } from './shippedExamples.ts';
import { UsageError } from './usageError.ts';
import { wholeNumber } from './wholeNumber.ts';

/** A verb with the flags that all verbs share and an example that works on the files in `examples/`. */
export function verb(
  program: Command,
  usage: string,
  description: string,
  example: string,
): Command {
  const [name = ''] = usage.split(' ');
  return program
    .command(usage)
    .description(description)
    .option(
      '-f, --format <name>',
      'format: table, json, markdown, and for some csv, html, sarif, junit, github',
    )
    .option(
      '-o, --output <path>',
      'write to a file in the format of its ending; repeatable',
      collect,
    )
    .option('--set <path=value>', 'what if: a value of the spec replaced; repeatable', collect)
    .option('--top <n>', 'rows of long lists', wholeNumber)
    .option('--seed <n>', 'seed, where anything is sampled', wholeNumber)
    .option('-q, --quiet', 'no warnings')
    .option('-v, --verbose', 'more about what was read, and how long it took')
    .option('--color', 'colours, even in a pipe')
    .option('--no-color', 'no colours')
    .option('--debug', 'stack traces')
    .showHelpAfterError(`(budget ${name} --help shows an example)`)
    .addHelpText('after', () => `\nExample:\n  ${typedIn(process.cwd(), example)}`)
    .exitOverride();
}

/** How every command that reads traces is told which, and what they mean. */
export function traceFlags(command: Command): Command {
  return command
    .option('--from <format>', 'format of the traces; default: found out file by file')
    .option('--rules <file>', 'which spans are which components, where no convention tells')
    .option('--since <date>', 'only traces that begin on this day or later')
    .option('--until <date>', 'only traces that begin on this day or earlier');
}

const NO_SPEC = 'there is no spec to set a value of';

/** Shared flags that a verb cannot heed, and why: what is ignored in silence misleads. */
const IDLE: Readonly<Record<string, Readonly<Partial<Record<keyof GlobalFlags, string>>>>> = {
  init: {
    set: 'it writes the spec: edit that',
    format: 'it writes YAML',
    output: 'name the folder instead',
  },
  measure: { set: NO_SPEC },
  grade: { set: NO_SPEC },
  render: { set: 'a saved result is not solved again' },
  schema: { set: NO_SPEC },
  explain: { set: NO_SPEC },
};

/** @throws UsageError for a shared flag that the verb cannot heed */
export function refuseIdle(command: Command): void {
  const given: GlobalFlags = command.opts();
  for (const [flag, why] of Object.entries(IDLE[command.name()] ?? {})) {
    const isGiven = Object.entries(given).some(([name]) => name === flag);
    if (isGiven) throw new UsageError(`${command.name()} takes no --${flag}: ${why}`);
  }
}
