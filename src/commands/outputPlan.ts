import { extname } from 'node:path';
import { nearest } from '../units/nearest.ts';
import type { GlobalFlags } from './global.ts';
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

/** Stands for standard output where a file is named. */
export const STANDARD_OUTPUT = '-';

/** One place that a result goes to, and its format. */
export interface Planned {
  /** A file; `-` is standard output. */
  readonly path: string;
  readonly format: string;
}

/**
 * Where a result goes: every `-o` file in the format of its ending, and standard output in that of `-f`.
 * With files and no `-f`, standard output stays empty.
 *
 * @param formats those that the verb has
 * @throws UsageError for a format that it has not, with the nearest
 */
export function outputPlan(flags: GlobalFlags, formats: readonly string[]): Planned[] {
  const files = flags.output ?? [];
  const toStdout =
    files.length === 0 || (flags.format !== undefined && !files.includes(STANDARD_OUTPUT));
  return [
    ...files.map((path) => ({
      path,
      format: known(formatOf(path, flags, formats), formats, path),
    })),
    ...(toStdout
      ? [{ path: STANDARD_OUTPUT, format: known(flags.format ?? 'table', formats, null) }]
      : []),
  ];
}

/** The format that a file's ending stands for. */
export function formatOfEnding(path: string): string | undefined {
  return FORMAT_BY_ENDING[extname(path).toLowerCase()];
}

/** @throws UsageError for an ending that stands for no format, unless `-f` says which is meant. */
function formatOf(path: string, flags: GlobalFlags, formats: readonly string[]): string {
  const ending = extname(path).toLowerCase();
  const format = FORMAT_BY_ENDING[ending] ?? flags.format;
  if (format !== undefined || ending === '') return format ?? 'table';
  const endings = Object.entries(FORMAT_BY_ENDING).filter(([, name]) => formats.includes(name));
  throw new UsageError(
    `${path}: no format has the ending "${ending}"`,
    `endings: ${endings.map(([each]) => each).join(', ')}; or say the format with -f`,
  );
}

function known(name: string, formats: readonly string[], path: string | null): string {
  if (formats.includes(name)) return name;
  const near = nearest(name, formats);
  throw new UsageError(
    path === null
      ? `there is no format "${name}" here`
      : `${path}: this verb has no format "${name}"`,
    near === null ? `formats: ${formats.join(', ')}` : `did you mean "${near}"?`,
  );
}
