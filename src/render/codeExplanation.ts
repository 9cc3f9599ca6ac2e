import { DIAGNOSTICS, type DiagnosticCode, severityOf } from '../yaml/codes.ts';
import { textTable } from './text/textTable.ts';
import { wrap } from './text/wrap.ts';

const WIDTH = 80;

/** What one code means, for the terminal. */
export function explainedOne(code: DiagnosticCode): string {
  const { title, help } = DIAGNOSTICS[code];
  return `${code} (${severityOf(code)}): ${title}\n\n${wrap(help, WIDTH)}`;
}

/** Every code with its title. */
export function explainedAll(codes: readonly DiagnosticCode[]): string {
  return textTable(
    [{ head: 'code' }, { head: 'severity' }, { head: 'what' }],
    codes.map((code) => [code, severityOf(code), DIAGNOSTICS[code].title]),
  );
}

/** What one code means, as a page. */
export function explanationMarkdown(code: DiagnosticCode): string {
  const { title, help } = DIAGNOSTICS[code];
  return `# ${code}\n\n${severityOf(code)}: ${title}\n\n${wrap(help, 100)}`;
}
