import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parse, parseDocument, type Document } from 'yaml';
import {
  documentText,
  measuredTableYaml,
  tableFromMeasurement,
} from '../traces/tableFromMeasurement.ts';
import { mergeMeasured } from '../traces/mergeMeasured.ts';
import { tableSchema } from '../table/schema.ts';
import { coverageReport } from './coverageReport.ts';
import type { Measurement } from '../traces/measurement.ts';
import { anonymized } from '../traces/anonymized.ts';
import { EXIT } from './exitCode.ts';
import { measureSources } from './measureSources.ts';
import type { Output } from './io.ts';
import { queryText } from './queryText.ts';
import { columnsOf } from './screenFor.ts';
import { systemReason } from './systemReason.ts';
import type { TraceSelection } from './traceSelection.ts';
import { writeWhole } from './writeWhole.ts';

export interface MeasureArgs {
  /** Files, folders, patterns with `*`, or `-` for standard input. */
  readonly files: string[];
  /** Where the table goes; null is `into`, or else standard output. */
  readonly output: string | null;
  /** A table is YAML, unless it is wanted as JSON, which is YAML too. */
  readonly isJson?: boolean;
  /** An existing table to add the measurement to. */
  readonly into: string | null;
  /** Name of the table; null takes the name of the agent in the traces. */
  readonly name: string | null;
  readonly quiet: boolean;
  /** Which traces, and how they are read; all of them, as they say themselves, unless told. */
  readonly selection?: TraceSelection;
  /** The names of components, tools and the agent stay out of the table. */
  readonly anonymize?: boolean;
  /** Says what ran where. */
  readonly verbose?: boolean;
}

export interface MeasureIo {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: Output;
  readonly cwd: string;
  readonly stdin: NodeJS.ReadableStream;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A reason to stop that is the user's to solve. */
class Stop extends Error {}

/**
 * `budget measure`: trace exports to a conversion table, and what they lack to standard error.
 *
 * @returns the exit code: 0 done, 2 nothing could be measured, read or written
 */
export async function runMeasure(args: MeasureArgs, io: MeasureIo): Promise<number> {
  try {
    await measure(args, io);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    io.stderr.write(`error: ${error.message}\n`);
    return EXIT.failed;
  }
}

async function measure(args: MeasureArgs, io: MeasureIo): Promise<void> {
  if (args.files.length === 0)
    throw new Stop('name at least one trace file, a folder, or - for standard input');
  if (args.anonymize && args.into !== null)
    throw new Stop('--anonymize numbers components anew each time: it cannot add --into a table');
  const into = args.into === null ? null : readTable(args.into, io.cwd);
  const measured = await measureSources(
    {
      files: args.files,
      cwd: io.cwd,
      stdin: bytesOf(io.stdin),
      env: io.env ?? {},
      ...args.selection,
      ...(args.verbose === true ? { onQuery: (query) => io.stderr.write(queryText(query)) } : {}),
    },
    args.quiet ? SILENT : io.stderr,
  );
  const measurement = args.anonymize ? anonymized(measured) : measured;
  const failure = nothingMeasured(measurement);
  if (!args.quiet && hasReadSomething(measurement))
    io.stderr.write(coverageReport(measurement, columnsOf({ env: io.env ?? {} }, io.stderr)));
  if (failure !== null) throw new Stop(failure);
  const target = args.output ?? args.into;
  const text = tableText(measurement, into, args, io.cwd);
  write(target, args.isJson ? `${JSON.stringify(parse(text), null, 2)}\n` : text, io);
}

const SILENT = { write: () => undefined };

/** Without an encoding set, a stream of Node gives bytes. */
function bytesOf(stream: NodeJS.ReadableStream): AsyncIterable<Uint8Array | string> {
  return stream as AsyncIterable<Uint8Array | string>;
}

function hasReadSomething({ coverage: { lines } }: Measurement): boolean {
  return lines.total > 0;
}

/** Why there is no table to write, in one sentence; null when there is one. */
export function nothingMeasured({ coverage, components }: Measurement): string | null {
  if (components.some(({ variants }) => variants.length > 0)) return null;
  const { files, lines, spans, traces } = coverage;
  const [problem] = files.notRead;
  if (files.read === 0 && problem) {
    const others = files.notRead.length - 1;
    return `${problem.name}: ${problem.reason}${others > 0 ? ` (and ${others} more)` : ''}`;
  }
  const place = coverage.origin === null ? 'in these files' : `in ${coverage.origin.what}`;
  if (coverage.origin !== null && lines.total === 0) return `no rows ${place}`;
  if (lines.accepted === 0) return `no traces of a known format ${place}${because(lines.rejected)}`;
  if (spans.counted === 0) return `no usable spans ${place}${because(spans.rejected)}`;
  if (traces.outside > 0) return `no traces in this period: ${traces.outside} lie outside of it`;
  if (components.length > 0) return `not one successful call in ${spans.counted} spans`;
  return `no model calls or tools in ${spans.counted} spans: is this an agent's trace?`;
}

function because([first]: readonly { reason: string; first: string }[]): string {
  return first === undefined ? '' : ` (${first.reason}, first at ${first.first})`;
}

interface ExistingTable {
  readonly document: Document;
  readonly name: string;
}

function readTable(path: string, cwd: string): ExistingTable {
  const document = parseDocument(readText(path, cwd));
  const [error] = document.errors;
  if (error) throw new Stop(`${path}: not YAML: ${error.message.split('\n', 1)[0]}`);
  const table = tableSchema.safeParse(document.toJS());
  if (!table.success)
    throw new Stop(`${path}: not a conversion table (budget check ${path} says why)`);
  return { document, name: table.data.name };
}

function readText(path: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, path), 'utf8');
  } catch (error) {
    throw new Stop(`${path}: ${systemReason(error)}`);
  }
}

function tableText(
  measurement: Measurement,
  into: ExistingTable | null,
  args: MeasureArgs,
  cwd: string,
): string {
  const name =
    args.name ?? into?.name ?? measurement.agent ?? (args.anonymize ? 'agent' : nameOfFile(args));
  const table = tableFromMeasurement(measurement, { name });
  if (into === null) return measuredTableYaml(table, comment(args.output, cwd));
  mergeMeasured(into.document, table);
  if (args.name !== null) into.document.set('name', args.name);
  return documentText(into.document);
}

function nameOfFile({ output, files }: MeasureArgs): string {
  const [first = 'measured'] = files;
  const base = basename(output ?? first).split('.')[0];
  return base === undefined || base === '' || base === '-' ? 'measured' : base;
}

const NOTE =
  ' Made by `budget measure`. Add what you know (buys, guards, accuracy, cost): measuring again with --into keeps it.';

/** Editors complete and check the table when they know its schema. */
function comment(output: string | null, cwd: string): string {
  const folder = output === null ? null : dirname(resolve(cwd, output));
  const schema = ['../schemas/table.json', '../../schemas/table.json'].find(
    (path) => folder !== null && existsSync(join(folder, path)),
  );
  return schema === undefined ? NOTE : ` yaml-language-server: $schema=${schema}\n${NOTE}`;
}

function write(target: string | null, text: string, io: MeasureIo): void {
  if (target === null || target === '-' || target === '/dev/stdout') {
    io.stdout.write(text);
    return;
  }
  try {
    writeWhole(resolve(io.cwd, target), text);
  } catch (error) {
    throw new Stop(`${target}: cannot be written: ${systemReason(error)}`);
  }
}
