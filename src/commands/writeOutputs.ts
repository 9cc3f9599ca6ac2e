import { dirname, join, resolve } from 'node:path';
import type { Formats } from '../render/formats.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { formatOfEnding, outputPlan, STANDARD_OUTPUT } from './outputPlan.ts';
import { systemReason } from './systemReason.ts';
import { UsageError } from './usageError.ts';
import { writeWhole } from './writeWhole.ts';

/**
 * Writes a result wherever the flags say (outputPlan.ts).
 * @throws UsageError for a format that there is not, before anything is written
 */
export function writeOutputs(io: Io, flags: GlobalFlags, formats: Formats): void {
  const planned = outputPlan(flags, Object.keys(formats));
  for (const { path, format } of planned) put(io, path, formats[format] ?? (() => ''));
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
