import { dirname, extname, join, resolve } from 'node:path';
import type { Formats } from '../render/formats.ts';
import { nearest } from '../units/nearest.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { systemReason } from './systemReason.ts';
import { UsageError } from './usageError.ts';
import { writeWhole } from './writeWhole.ts';

const FORMAT_BY_ENDING: Readonly<Record<string, string>> = {
  '.json': 'json',
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.txt': 'table',
  '.csv': 'csv',
  '.html': 'html',
  '.sarif': 'sarif',
  '.xml': 'junit',
};

const STANDARD_OUTPUT = '-';

/**
 * Writes a result to every `-o` file in the format of its ending, and to standard output in the
 * format of `-f`; with files and no `-f`, standard output stays empty. `-o -` is standard output, too.
 */
export function writeOutputs(io: Io, flags: GlobalFlags, formats: Formats): void {
  const files = flags.output ?? [];
  const planned = files.map((path) => ({
    path,
    write: formatNamed(formats, formatOf(path, flags, formats), path),
  }));
  const toStdout =
    files.length === 0 || (flags.format !== undefined && !files.includes(STANDARD_OUTPUT))
      ? formatNamed(formats, flags.format ?? 'table', null)
      : null;
  for (const { path, write } of planned) put(io, path, write);
  if (toStdout) put(io, STANDARD_OUTPUT, toStdout);
}

/** Pictures go beside the file that shows them; standard output has nothing beside it. */
function put(io: Io, path: string, write: Formats[string]): void {
  const isFile = path !== STANDARD_OUTPUT;
  const result = isFile ? write(path) : write();
  const { text, beside } = typeof result === 'string' ? { text: result, beside: [] } : result;
  if (isFile) for (const file of beside) writeFile(io, join(dirname(path), file.name), file.text);
  writeFile(io, path, withNewline(text));
}

/** Whether a format is asked for, by `-f` or by the ending of a file. */
export function asksFor({ format, output = [] }: GlobalFlags, name: string): boolean {
  return format === name || output.some((path) => formatOfEnding(path) === name);
}

/** Whether a file is written in a format. */
export function writesFile({ format, output = [] }: GlobalFlags, name: string): boolean {
  return output.some((path) => (formatOfEnding(path) ?? format) === name);
}

function formatOfEnding(path: string): string | undefined {
  return FORMAT_BY_ENDING[extname(path).toLowerCase()];
}

/** @throws UsageError for an ending that stands for no format, unless `-f` says which is meant. */
function formatOf(path: string, flags: GlobalFlags, formats: Formats): string {
  const ending = extname(path).toLowerCase();
  const format = FORMAT_BY_ENDING[ending] ?? flags.format;
  if (format !== undefined || ending === '') return format ?? 'table';
  const endings = Object.entries(FORMAT_BY_ENDING).filter(([, name]) =>
    Object.hasOwn(formats, name),
  );
  throw new UsageError(
    `${path}: no format has the ending "${ending}"`,
    `endings: ${endings.map(([each]) => each).join(', ')}; or say the format with -f`,
  );
}

function formatNamed(formats: Formats, name: string, path: string | null): Formats[string] {
  const write = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (write) return write;
  const known = Object.keys(formats);
  const near = nearest(name, known);
  throw new UsageError(
    path === null
      ? `there is no format "${name}" here`
      : `${path}: this verb has no format "${name}"`,
    near === null ? `formats: ${known.join(', ')}` : `did you mean "${near}"?`,
  );
}

function withNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/**
 * Whole or not at all; `-` is standard output.
 * @throws UsageError that says why a file cannot be written
 */
export function writeFile(io: Io, path: string, text: string): void {
  if (path === STANDARD_OUTPUT) {
    io.stdout.write(text);
    return;
  }
  try {
    writeWhole(resolve(io.cwd, path), text);
  } catch (error) {
    throw new UsageError(`${path}: cannot be written: ${systemReason(error)}`);
  }
}
