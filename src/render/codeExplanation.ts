import { DIAGNOSTICS, type DiagnosticCode, severityOf } from '../yaml/codes.ts';
import { textTable } from './text/textTable.ts';
import { wrap } from './text/wrap.ts';

/** What one code means, for the terminal. */
export function explainedOne(code: DiagnosticCode, width: number): string {
  const { title, help } = DIAGNOSTICS[code];
  return `${wrap(`${code} (${severityOf(code)}): ${title}`, width)}\n\n${wrap(help, width)}`;
}

/** Every code with its title. */
export function explainedAll(codes: readonly DiagnosticCode[], width: number): string {
  return textTable(
    [{ head: 'code' }, { head: 'severity', optional: 1 }, { head: 'what', breaksTo: 12 }],
    codes.map((code) => [code, severityOf(code), DIAGNOSTICS[code].title]),
    width,
  );
}

/** What one code means, as a page. */
export function explanationMarkdown(code: DiagnosticCode): string {
  const { title, help } = DIAGNOSTICS[code];
  return `# ${code}\n\n${severityOf(code)}: ${title}\n\n${wrap(help, 100)}`;
}
