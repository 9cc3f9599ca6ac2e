import type { Diagnostic } from '../yaml/diagnostic.ts';
import { formatDiagnostics } from '../yaml/formatDiagnostics.ts';
import { chalkFor } from './color.ts';
import { foldFor } from './foldFor.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';

/**
 * Prints findings to standard error: errors with code frames; when there are none, warnings and
 * notes in one line each (with `-v` framed, too), nothing with `-q`.
 */
export function reportFindings(
  io: Io,
  flags: GlobalFlags,
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
): void {
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  if (diagnostics.length === 0 || (flags.quiet === true && !failed)) return;
  const framed = failed || flags.verbose === true;
  const text = formatDiagnostics(diagnostics, {
    sources: framed ? sources : new Map(),
    colours: chalkFor(io, io.stderr, flags.color),
    fold: foldFor(io, io.stderr),
  });
  io.stderr.write(`${framed ? text : oneLineEach(text)}\n`);
}

/** Without frames, findings need no blank lines between them. */
function oneLineEach(text: string): string {
  return text.replaceAll('\n\n', '\n');
}
