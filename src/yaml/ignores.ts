import { nearest } from '../units/nearest.ts';
import { DIAGNOSTICS, type DiagnosticCode } from './codes.ts';
import { compareDiagnostics } from './compareDiagnostics.ts';
import type { Diagnostic, Range } from './diagnostic.ts';

/** A finding that a comment in the file hides, and the reason it gives. */
export interface Ignored {
  readonly diagnostic: Diagnostic;
  readonly reason: string;
}

/** What remains after the ignore comments of the files have their way. */
export interface Sifted {
  readonly diagnostics: readonly Diagnostic[];
  readonly ignored: readonly Ignored[];
}

/** One comment: which code it hides, where, and why. */
interface Comment {
  readonly code: string;
  readonly reason: string;
  readonly range: Range;
  /** The line whose findings it hides; null for the whole file. */
  readonly line: number | null;
}

const COMMENT = /(?:^|\s)#\s*budget-ignore(-file)?(?![\w-])([^\n]*)$/u;

/**
 * Takes out the findings that comments in their files hide: `# budget-ignore few-samples: reason`
 * on the line of the finding or alone on the line before, `# budget-ignore-file` for the whole file.
 * A comment without a reason, or one that hides nothing, is itself a finding.
 *
 * @param mayHide whether a finding may be ignored at all: what keeps a file from being read may not
 */
export function sift(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  mayHide: (diagnostic: Diagnostic) => boolean,
): Sifted {
  const ignored: Ignored[] = [];
  const hidden = new Set<Diagnostic>();
  const found: Diagnostic[] = [];
  for (const [file, text] of sources) {
    for (const comment of commentsIn(text)) {
      if (comment.reason === '') {
        found.push(withoutReason(file, comment));
        continue;
      }
      const hits = diagnostics.filter(
        (each) => each.file === file && mayHide(each) && covers(comment, each),
      );
      for (const diagnostic of hits.filter((each) => !hidden.has(each))) {
        hidden.add(diagnostic);
        ignored.push({ diagnostic, reason: comment.reason });
      }
      if (hits.length === 0) found.push(unused(file, comment));
    }
  }
  return {
    diagnostics: [...diagnostics.filter((each) => !hidden.has(each)), ...found],
    ignored: ignored.toSorted((a, b) => compareDiagnostics(a.diagnostic, b.diagnostic)),
  };
}

function covers({ code, line }: Comment, diagnostic: Diagnostic): boolean {
  return diagnostic.code === code && (line === null || diagnostic.range?.line === line);
}

/** One entry per code that a comment names. */
function commentsIn(text: string): Comment[] {
  if (!text.includes('budget-ignore')) return [];
  const lines = text.split(/\r?\n/u);
  return lines.flatMap((line, index) => {
    const match = COMMENT.exec(line);
    if (match === null) return [];
    const [whole, file, rest = ''] = match;
    const start = match.index + (whole.length - whole.trimStart().length) + 1;
    const range = {
      line: index + 1,
      column: start,
      endLine: index + 1,
      endColumn: line.trimEnd().length + 1,
    };
    const [codes = '', ...reason] = rest.split(':');
    const target = file === undefined ? targetLine(lines, index) : null;
    const named = codes.split(',').map((code) => code.trim());
    return named.map((code) => ({ code, reason: reason.join(':').trim(), range, line: target }));
  });
}

/** Its own line, or for a comment alone on its line the next that is neither blank nor a comment. */
function targetLine(lines: readonly string[], index: number): number {
  if (!/^\s*#/u.test(lines[index] ?? '')) return index + 1;
  const next = lines.findIndex((line, at) => at > index && !/^\s*(?:#|$)/u.test(line));
  return next < 0 ? index + 1 : next + 1;
}

function withoutReason(file: string, { code, range }: Comment): Diagnostic {
  return {
    code: 'ignore-without-reason',
    severity: 'error',
    message: 'this comment gives no reason, so it hides nothing',
    file,
    range,
    help: `as in # budget-ignore ${code || 'few-samples'}: why it may be ignored`,
  };
}

function unused(file: string, { code, range }: Comment): Diagnostic {
  const codes = Object.keys(DIAGNOSTICS) as DiagnosticCode[];
  const isKnown = codes.some((each) => each === code);
  const near = isKnown ? null : nearest(code, codes);
  return {
    code: 'unused-ignore',
    severity: 'warning',
    message: isKnown ? `there is no ${code} here to ignore` : `there is no code "${code}"`,
    file,
    range,
    help: near === null ? null : `did you mean "${near}"?`,
  };
}
