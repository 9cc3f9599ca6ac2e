import { Command, CommanderError } from 'commander';
import { collect } from './collect.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import type { GradeFlags } from './grade.ts';
import type { GlobalFlags } from './global.ts';
import type { InitFlags } from './init.ts';
import type { Io } from './io.ts';
import { watchOutput } from './lostOutput.ts';
import { addNegotiationVerbs } from './negotiationVerbs.ts';
import type { RenderFlags } from './render.ts';
import type { SolveFlags } from './solve.ts';
import type { TraceFlags } from './traceSelection.ts';
import type { TableFlags } from './table.ts';
import { tableOutput } from './tableOutput.ts';
import { refuseIdle, traceFlags, verb } from './sharedFlags.ts';
import { UsageError } from './usageError.ts';
import { refuseUnknownFormats } from './verbFormats.ts';
import { verbFirst } from './verbFirst.ts';
import { addVerify, VERIFY } from './verifyVerb.ts';
import { version } from './version.ts';

/** Runs the command line and returns the exit code. The only place that turns errors into one. */
export async function run(io: Io): Promise<number> {
  watchOutput();
  let code: number = EXIT.done;
  const program = commandLine(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(verbFirst(io.argv, verbsOf(program)), { from: 'user' });
    return code;
  } catch (error) {
    return exitCodeOf(error, io);
  }
}

function exitCodeOf(error: unknown, io: Io): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.failed;
  if (error instanceof UsageError) {
    io.stderr.write(
      `error: ${error.message}\n${error.help === null ? '' : `help: ${error.help}\n`}`,
    );
    return EXIT.failed;
  }
  if (io.argv.includes('--debug')) throw error;
  const reason = error instanceof Error ? error.message : String(error);
  io.stderr.write(
    `error: ${reason}\nhelp: this may be a bug; run again with --debug and report what it prints\n`,
  );
  return EXIT.failed;
}

function verbsOf(program: Command): string[] {
  return [...program.commands.map((command) => command.name()), 'help'];
}

type Finish = (code: number) => void;

/** The table of contents: every verb, what it does, and where it lives. */
function commandLine(io: Io, finish: Finish): Command {
  const program = new Command('budget')
    .description(
      'What each part of your agent costs in latency, accuracy and money, and which architectures fit.',
    )
    .version(version(), '-V, --version')
    .exitOverride()
    .showHelpAfterError('(budget --help lists the verbs)')
    .hook('preAction', (_, command) => {
      refuseIdle(command);
      refuseUnknownFormats(command);
    })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    });

  traceFlags(
    verb(
      program,
      'init [dir]',
      'a spec that solves at once, from traces, from a table, or to start with',
      'budget init demo/agent --traces examples/measured-agent/traces --force',
    ),
  )
    .option('--traces <files...>', 'infer workflow, architecture and traffic from these traces')
    .option('--table <table>', 'infer them from a table that is there already')
    .option('--name <name>', 'name of the agent; default: as the traces call it')
    .option('--force', 'replace files that are there')
    .action(async (dir: string | undefined, flags: InitFlags) => {
      const { runInit } = await import('./init.ts');
      finish(await runInit(dir ?? '.', flags, io));
    });

  traceFlags(
    verb(
      program,
      'measure <traces...>',
      'trace exports to a conversion table',
      'budget measure examples/measured-agent/traces -o demo/table.yaml',
    ),
  )
    .option('--into <table>', 'merge into an existing table; what people wrote in it stays')
    .option('--name <name>', 'name of the table; default: that of the agent in the traces')
    .option('--anonymize', 'call components by kind and number, and leave out the agent’s name')
    .action(async (traces: string[], flags: MeasureFlags) => {
      const { runMeasure } = await import('./measure.ts');
      const { traceSelection } = await import('./traceSelection.ts');
      const selection = traceSelection(flags, io);
      if (selection === null) return finish(EXIT.failed);
      const args = {
        files: traces,
        ...tableOutput(flags),
        into: flags.into ?? null,
        name: flags.name ?? null,
        quiet: flags.quiet ?? false,
        anonymize: flags.anonymize ?? false,
        verbose: flags.verbose ?? false,
        selection,
      };
      finish(await runMeasure(args, io));
    });

  verb(
    program,
    'grade <results...>',
    'eval results to accuracy rows of a table',
    'budget grade examples/graded-agent/results.csv --into examples/graded-agent/table.yaml',
  )
    .option('--into <table>', 'the table the rows go into; its comments and style stay')
    .option('--eval <name>', 'which eval of the table was run; default: its only one')
    .option('--column <name=column>', 'our name for a column of the results; repeatable', collect)
    .option('--choice <part=variant>', 'a choice that holds for all results; repeatable', collect)
    .option('--value <part.variant=text>', 'what a value of the results means; repeatable', collect)
    .option(
      '--ignore <columns>',
      'columns that are no part of the architecture; repeatable',
      collect,
    )
    .option(
      '--baseline <part=variant>',
      'the baseline of a new eval; default: what comes first',
      collect,
    )
    .option('--keep <first|last>', 'which outcome counts for items graded twice')
    .action(async (results: string[], flags: GradeFlags) => {
      const { runGrade } = await import('./grade.ts');
      finish(await runGrade(results, flags, io));
    });

  verb(
    program,
    'table <table>',
    'prints a conversion table for people',
    'budget table examples/realtime-agent/table.yaml',
  )
    .option('--evals', 'what was measured of accuracy: architectures by tasks')
    .option(
      '--spec <spec>',
      'with --evals: beside it, what a spec composes of the same architectures',
    )
    .action(async (path: string, flags: TableFlags) => {
      const { runTable } = await import('./table.ts');
      finish(await runTable(path, flags, io));
    });

  traceFlags(
    verb(
      program,
      'solve <spec>',
      'which architectures fit, and what each limit costs the others',
      'budget solve examples/realtime-agent/spec.yaml',
    ),
  )
    .option(
      '--traces <files...>',
      'test the answer on traces of what runs today, and rescore by them',
    )
    .option('--strict', 'an interval meets a limit only if its worse end does')
    .option('--explain <id>', 'one architecture taken apart: where its time and money go')
    .option('--all', 'every list and table in full')
    .option('--exit-code', 'exit with 1 when nothing fits')
    .option('--exact', 'no approximation, however many architectures there are')
    .action(async (spec: string, flags: SolveFlags) => {
      const { runSolve } = await import('./solve.ts');
      finish(await runSolve(spec, flags, io));
    });

  verb(
    program,
    'cost <spec>',
    'what every model and host costs, at launch and in twelve months',
    'budget cost examples/service-business/spec.yaml',
  )
    .option('--now <day>', 'the day to judge the age of prices by; default: today')
    .action(async (spec: string, flags: GlobalFlags & { now?: string }) => {
      const { runCost } = await import('./cost.ts');
      finish(runCost(spec, flags, io));
    });

  verb(
    program,
    'report <spec>',
    'one HTML page for product: verdict, trades, sliders, where time and money go',
    'budget report examples/realtime-agent/spec.yaml -o demo/report.html',
  )
    .option('--strict', 'an interval meets a limit only if its worse end does')
    .action(async (spec: string, flags: GlobalFlags & { strict?: boolean }) => {
      const { runReport } = await import('./report.ts');
      finish(runReport(spec, flags, io));
    });

  verb(
    program,
    'render <result>',
    'a saved result in another format, without solving again',
    'budget render examples/realtime-agent/solve.json -f markdown',
  )
    .option('--all', 'every list and table in full')
    .action(async (path: string, flags: RenderFlags) => {
      const { runRender } = await import('./render.ts');
      finish(await runRender(path, flags, io));
    });

  addNegotiationVerbs(verb.bind(null, program), io, finish);
  addVerify(traceFlags(verb(program, ...VERIFY)), io, finish);

  verb(
    program,
    'schema <name>',
    'JSON Schema of a spec or table, or of what solve (result), cost or verify print',
    'budget schema spec',
  ).action(async (name: string, flags: GlobalFlags) => {
    const { runSchema } = await import('./schema.ts');
    finish(runSchema(name, flags, io));
  });

  program
    .command('completion <shell>')
    .description('completion of verbs and flags for bash, zsh or fish')
    .addHelpText('after', '\nExample:\n  budget completion bash')
    .exitOverride()
    .action(async (shell: string) => {
      const { runCompletion } = await import('./completion.ts');
      finish(runCompletion(shell, program, io));
    });

  return program;
}

type MeasureFlags = GlobalFlags &
  TraceFlags & { readonly into?: string; readonly name?: string; readonly anonymize?: boolean };
