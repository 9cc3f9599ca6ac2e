import { codeFrame } from './codeFrame.ts';
import { compareDiagnostics } from './compareDiagnostics.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';

const MAX = 20;

/** Colours by their names, as chalk has them. */
export type Colours = Readonly<Record<'red' | 'yellow' | 'cyan' | 'dim' | 'bold', Colour>>;

type Colour = (text: string) => string;

const same: Colour = (text) => text;
const NONE: Colours = { red: same, yellow: same, cyan: same, dim: same, bold: same };

export interface FormatDiagnosticsOptions {
  /** Text by file name, for code frames; a file that is not here is shown without one. */
  readonly sources: ReadonlyMap<string, string>;
  /** None by default. */
  readonly colours?: Colours;
  /** How many findings are printed, by default 20. */
  readonly max?: number;
  /** Whether a line with their numbers follows, by default true. */
  readonly counted?: boolean;
  /** Whether each is a single line, without code frame and advice; by default they are there. */
  readonly brief?: boolean;
  /** Breaks what is said into lines that fit; by default each finding is one line, as editors read it. */
  readonly fold?: (line: string) => string;
}

/**
 * Findings for the terminal in their total order, exact repetitions left out, with code frames and
 * a summary line; empty when there are none. No newline at the end.
 *
 * @example formatDiagnostics(diagnostics, { sources: new Map([['spec.yaml', text]]) })
 */
export function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  options: FormatDiagnosticsOptions,
): string {
  const ordered = withoutRepetitions([...diagnostics].sort(compareDiagnostics));
  if (ordered.length === 0) return '';
  const chosen = gravest(ordered, options.max ?? MAX);
  const shown = chosen.map((each) => formatOne(each, options));
  const hidden = ordered.length - shown.length;
  const more = hidden > 0 ? [`… and ${hidden} more`] : [];
  const counts = options.counted === false ? [] : [summary(ordered)];
  return [...shown, ...more, ...counts].join(options.brief === true ? '\n' : '\n\n');
}

const GRAVITY: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** Where not all are shown, errors come before warnings and notes; those shown keep their order. */
function gravest(ordered: readonly Diagnostic[], most: number): Diagnostic[] {
  if (ordered.length <= most) return [...ordered];
  const byGravity = ordered.toSorted((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]);
  const chosen = new Set(byGravity.slice(0, most));
  return ordered.filter((each) => chosen.has(each));
}

function withoutRepetitions(ordered: readonly Diagnostic[]): Diagnostic[] {
  return ordered.filter((each, index) => {
    const before = ordered[index - 1];
    return before === undefined || compareDiagnostics(before, each) !== 0;
  });
}

function formatOne(
  diagnostic: Diagnostic,
  { sources, colours = NONE, brief = false, fold = (line) => line }: FormatDiagnosticsOptions,
): string {
  const { file, range, severity, message, code, help } = diagnostic;
  const text = file === null ? undefined : sources.get(file);
  const title = `${colour(colours, severity)(`${severity}:`)} ${message} ${colours.dim(`[${code}]`)}`;
  const lines = [fold(`${place(diagnostic, colours)}${title}`)];
  if (brief) return lines.join('\n');
  if (text !== undefined && range !== null) lines.push(codeFrame(text, range));
  if (help !== null) lines.push(fold(`${colours.bold('help:')} ${help}`));
  return lines.join('\n');
}

function place({ file, range }: Diagnostic, colours: Colours): string {
  if (file === null) return '';
  const where = range === null ? file : `${file}:${range.line}:${range.column}`;
  return `${colours.bold(`${where}:`)} `;
}

function colour(colours: Colours, severity: Severity): Colour {
  if (severity === 'error') return colours.red;
  return severity === 'warning' ? colours.yellow : colours.cyan;
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Severity): number => {
    return diagnostics.filter((each) => each.severity === severity).length;
  };
  const counts = [plural(count('error'), 'error'), plural(count('warning'), 'warning')];
  const notes = count('note');
  return [...counts, ...(notes > 0 ? [plural(notes, 'note')] : [])].join(', ');
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
