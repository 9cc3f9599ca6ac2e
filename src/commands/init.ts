import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { tableSchema } from '../table/schema.ts';
import { coverageReport } from './coverageReport.ts';
import type { Measurement } from '../traces/measurement.ts';
import { measuredTableYaml, tableFromMeasurement } from '../traces/tableFromMeasurement.ts';
import { backtest, type Backtest } from '../trust/backtest.ts';
import { RequestSample } from '../trust/requestSample.ts';
import type { ObservedRequest } from '../trust/observed.ts';
import { traced } from '../trust/traced.ts';
import { readYaml } from '../yaml/source.ts';
import { validate } from '../yaml/validate.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import { reportFindings } from './findingsReport.ts';
import type { GlobalFlags } from './global.ts';
import { draftSpec, type DraftedSpec } from './initDraft.ts';
import { areFew } from './fewTraces.ts';
import { initReport } from './initReport.ts';
import { STARTER_SPEC, STARTER_TABLE } from './initStarter.ts';
import type { Io } from './io.ts';
import { nothingMeasured } from './measure.ts';
import { measureSources } from './measureSources.ts';
import { nodeFiles } from './nodeFiles.ts';
import { readOrFind } from './readOrFind.ts';
import { systemReason } from './systemReason.ts';
import { columnsOf, screenFor } from './screenFor.ts';
import { traceSelection, type TraceFlags } from './traceSelection.ts';
import { UsageError } from './usageError.ts';
import { writeWhole } from './writeWhole.ts';

/** Seed of what the backtest draws: the same traces give the same report. */
const SEED = 1;

export interface InitFlags extends GlobalFlags, TraceFlags {
  readonly traces?: readonly string[];
  readonly table?: string;
  readonly name?: string;
  readonly force?: boolean;
}

/** A file to write: its path as the user would name it, and its text. */
interface Output {
  readonly path: string;
  readonly text: string;
}

/**
 * `budget init [dir]`: writes a spec that solves at once, from traces (with the table measured from
 * them), from a table, or from nothing.
 *
 * @throws UsageError when the flags exclude each other, a file is in the way, or nothing is measured
 */
export async function runInit(dir: string, flags: InitFlags, io: Io): Promise<ExitCode> {
  if (flags.traces !== undefined && flags.table !== undefined)
    throw new UsageError(
      '--traces and --table exclude each other',
      'budget measure --into adds traces to a table',
    );
  if (flags.table === '-')
    throw new UsageError('--table takes a file: the spec has to name it', null);
  const spec = join(dir, 'spec.yaml');
  const table = flags.table ?? join(dir, 'table.yaml');
  const isNew = flags.table === undefined;
  refuseToOverwrite(isNew ? [spec, table] : [spec], flags, io);
  if (flags.traces === undefined && flags.table === undefined) {
    writeAll(
      [
        { path: spec, text: STARTER_SPEC },
        { path: table, text: STARTER_TABLE },
      ],
      io,
    );
    say(
      io,
      flags,
      `wrote ${spec} and ${table}: a small made-up agent\nnext: budget solve ${spec}\n`,
    );
    return EXIT.done;
  }
  const source = await tableText(flags, table, io);
  if (source === null) return EXIT.failed;
  const { data, diagnostics } = validate(tableSchema, readYaml(source.text, table));
  reportFindings(io, flags, diagnostics, new Map([[table, source.text]]));
  if (data === null) return EXIT.failed;
  const draft = draftSpec({
    specPath: spec,
    tablePath: relative(resolve(io.cwd, dir), resolve(io.cwd, table)),
    tableText: source.text,
    table: data,
    schema: schemaBeside(dir, io),
    isMeasured: source.measurement !== null,
  });
  reportFindings(
    io,
    flags,
    draft.errors,
    new Map([
      [spec, draft.text],
      [table, source.text],
    ]),
  );
  if (draft.errors.length > 0) return EXIT.failed;
  writeAll(
    [...(isNew ? [{ path: table, text: source.text }] : []), { path: spec, text: draft.text }],
    io,
  );
  const files = isNew ? `${table} and ${spec}` : spec;
  const tested = backtested(draft, source.sample);
  const report = initReport(draft, tested, screenFor(io, flags).width);
  say(io, flags, `wrote ${files}\n\n${report}\nnext: budget solve ${spec}\n`);
  return EXIT.done;
}

/** The spec as written against the requests that it was inferred from; null where they are too few. */
function backtested({ measured: problem }: DraftedSpec, sample: RequestSample): Backtest | null {
  return problem && backtest(problem, sample, traced(problem, sample.requests()), SEED);
}

interface TableSource {
  readonly text: string;
  /** Null when the table was there already. */
  readonly measurement: Measurement | null;
  /** Empty without traces, and where there are so many that they are not looked at one by one. */
  readonly sample: RequestSample;
}

async function tableText(flags: InitFlags, path: string, io: Io): Promise<TableSource | null> {
  if (flags.traces === undefined) {
    const read = readOrFind(nodeFiles(io.cwd), path);
    if ('text' in read) return { text: read.text, measurement: null, sample: new RequestSample() };
    reportFindings(io, flags, [read.finding], new Map());
    return null;
  }
  const selection = traceSelection(flags, io);
  if (selection === null) return null;
  const sample = new RequestSample();
  const measurement = await measureSources(
    {
      files: flags.traces,
      cwd: io.cwd,
      stdin: io.stdin as AsyncIterable<Uint8Array | string>,
      ...selection,
      ...(areFew(flags.traces, io.cwd)
        ? { onRequest: (request: ObservedRequest) => sample.add(request) }
        : {}),
    },
    io.stderr,
  );
  if (flags.quiet !== true && measurement.coverage.lines.total > 0)
    io.stderr.write(coverageReport(measurement, columnsOf(io, io.stderr)));
  const failure = nothingMeasured(measurement);
  if (failure !== null) throw new UsageError(failure);
  const name = flags.name ?? measurement.agent ?? 'agent';
  const text = measuredTableYaml(tableFromMeasurement(measurement, { name }), NOTE);
  return { text, measurement, sample };
}

const NOTE =
  ' Made by `budget init` from traces. Add what you know (buys, guards, accuracy, cost): measuring again with --into keeps it.';

function refuseToOverwrite(paths: readonly string[], { force }: InitFlags, io: Io): void {
  const there = paths.filter((path) => existsSync(resolve(io.cwd, path)));
  if (there.length === 0 || force === true) return;
  const verb = there.length === 1 ? 'is' : 'are';
  throw new UsageError(
    `${there.join(' and ')} ${verb} there already: nothing was written`,
    'name another folder, or replace with --force',
  );
}

function writeAll(outputs: readonly Output[], io: Io): void {
  for (const { path, text } of outputs) {
    try {
      writeWhole(resolve(io.cwd, path), text);
    } catch (error) {
      throw new UsageError(`${path}: cannot be written: ${systemReason(error)}`);
    }
  }
}

/** Editors complete and check the spec when they know its schema. */
function schemaBeside(dir: string, io: Io): string | null {
  return (
    ['../schemas/spec.json', '../../schemas/spec.json', 'schemas/spec.json'].find((path) =>
      existsSync(join(resolve(io.cwd, dir), path)),
    ) ?? null
  );
}

function say(io: Io, flags: InitFlags, text: string): void {
  if (flags.quiet !== true) io.stdout.write(text);
}
