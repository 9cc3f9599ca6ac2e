import { mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, isAbsolute, join } from 'node:path';
import type { Formats } from '../render/formats.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { UsageError } from './usageError.ts';

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

/**
 * Writes a result to every `-o` file in the format of its ending, and to standard output in the
 * format of `-f`; with files and no `-f`, standard output stays empty.
 */
export function writeOutputs(io: Io, flags: GlobalFlags, formats: Formats): void {
  const files = flags.output ?? [];
  const planned = files.map((path) => ({
    path,
    write: formatNamed(formats, formatOf(path, flags, formats), path),
  }));
  const toStdout =
    files.length === 0 || flags.format !== undefined
      ? formatNamed(formats, flags.format ?? 'table', null)
      : null;
  for (const { path, write } of planned) {
    const result = write(path);
    if (typeof result === 'string') writeFile(io, path, withNewline(result));
    else {
      for (const { name, text } of result.beside) writeFile(io, join(dirname(path), name), text);
      writeFile(io, path, withNewline(result.text));
    }
  }
  if (toStdout) {
    const result = toStdout();
    io.stdout.write(withNewline(typeof result === 'string' ? result : result.text));
  }
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
  const known = Object.keys(formats).join(', ');
  throw new UsageError(
    path === null
      ? `there is no format "${name}" here`
      : `${path}: this verb has no format "${name}"`,
    `formats: ${known}`,
  );
}

function withNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** Whole or not at all: a regular file is replaced by renaming a finished one over it. */
export function writeFile(io: Io, path: string, text: string): void {
  const target = isAbsolute(path) ? path : join(io.cwd, path);
  mkdirSync(dirname(target), { recursive: true });
  if (!isReplaceable(target)) {
    writeFileSync(target, text);
    return;
  }
  const unfinished = `${target}.${process.pid}.tmp`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, target);
}

/** A pipe or a device, such as /dev/stdout, is written to; a file is replaced. */
function isReplaceable(target: string): boolean {
  const stats = statSync(target, { throwIfNoEntry: false });
  return stats === undefined || stats.isFile();
}
