import type { Document } from 'yaml';
import type { Diagnostic, Severity } from './diagnostic.ts';
import type { Positions } from './positions.ts';

type SyntaxProblem = Document['errors'][number] | Document['warnings'][number];

/** What to do about the mistakes that people make most; other codes explain themselves. */
const ADVICE: Readonly<Partial<Record<SyntaxProblem['code'], string>>> = {
  BAD_DQ_ESCAPE: 'use single quotes, or write \\\\ for a backslash',
  BAD_INDENT: 'indent the keys of one map by the same number of spaces, and close every bracket',
  BAD_SCALAR_START: 'put the text in quotes',
  BLOCK_AS_IMPLICIT_KEY:
    'put text that contains ": " in quotes, and start nested keys on a new line',
  MISSING_CHAR: 'close the quote or bracket, and separate items with commas',
  MULTILINE_IMPLICIT_KEY: 'check for a missing ":" or quote on the line before',
  MULTIPLE_DOCS: 'remove the "---" line and what follows: one file holds one document',
  TAB_AS_INDENT: 'indent with spaces, not tabs',
  TAG_RESOLVE_FAILED: 'put text that starts with "!" in quotes',
  UNEXPECTED_TOKEN: 'check the quotes, brackets and commas on this line',
};

/**
 * The findings of the YAML parser in plain words, at most one per line: one mistake often causes
 * several reports in the same place.
 *
 * @example syntaxErrors(parseDocument('a: [1'), positions, 'spec.yaml')
 */
export function syntaxErrors(document: Document, positions: Positions, file: string): Diagnostic[] {
  const lines = new Set<number>();
  const found = [
    ...document.errors.map((problem) => toDiagnostic(problem, 'error', positions, file)),
    ...document.warnings.map((problem) => toDiagnostic(problem, 'warning', positions, file)),
  ];
  return found.filter(({ range }) => {
    const line = range?.line ?? 0;
    if (lines.has(line)) return false;
    lines.add(line);
    return true;
  });
}

function toDiagnostic(
  { code, message, pos }: SyntaxProblem,
  severity: Severity,
  positions: Positions,
  file: string,
): Diagnostic {
  const range = positions.range(pos[0], pos[1]);
  return {
    code: 'yaml-syntax',
    severity,
    message: plain(message),
    file,
    range,
    help: ADVICE[code] ?? null,
  };
}

/** The parser's words for things that have a plainer name. */
const PLAIN = [
  [/source contains multiple documents.*/u, 'the file holds more than one document'],
  [/closing (["'])quote/u, 'closing quote $1'],
  [/flow sequence/iu, 'list in brackets'],
  [/flow (?:map|collection)/iu, 'list or map in brackets'],
  [/block (?:sequence|collection)/iu, 'indented block'],
] as const;

/** The parser's first sentence, starting in lower case like every other message. */
function plain(message: string): string {
  const line = (message.split('\n', 1)[0] ?? '').replace(/[.:]$/u, '');
  const lower = `${line.charAt(0).toLowerCase()}${line.slice(1)}`;
  const said = PLAIN.reduce((text, [jargon, word]) => text.replace(jargon, word), lower);
  return `not valid YAML: ${said}`;
}
