import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { readSaved } from '../../../src/render/readSaved.ts';
import type { SolveReport } from '../../../src/render/report.ts';
import type { CostReport } from '../../../src/render/cost/report.ts';
import { displayWidth } from '../../../src/units/displayWidth.ts';
import { markdownTables, unclosed } from '../../support/markdownTables.ts';
import { junitErrors, sarifErrors } from '../../support/officialSchemas.ts';
import { readXml } from '../../support/readXml.ts';
import { ROOT } from '../../support/runCommand.ts';
import { costFormatsOf, solveFormatsOf, written } from '../../support/savedReports.ts';

/** Names that mean something to a format, by the format that they try to break. */
const NAMES: Readonly<Record<string, string>> = {
  'the end of a script': '</script><b>bold</b>',
  'a cell of Markdown': 'a|b\\|c',
  'the end of a fold': '</details></summary><!--',
  'the end of code': '``` `x` ~~~',
  'a formula': '=HYPERLINK("http://evil.example","x")',
  'a formula with a minus': '-2+3+cmd|x',
  'quotes and commas': '"a","b";\'c\'',
  'a command of a runner': 'x\n::error::pwned\n::stop-commands::t',
  'the percent escapes of a runner': '100%0A::warning::x%25',
  'the end of character data': ']]><x/>&amp;&#x41;',
  'what XML cannot say': 'a\u0000b\u0008c\uFFFE',
  'colours of a terminal': '\u001B[31mred\u001B[2J\u001B]0;title\u0007',
  'line ends': 'one\r\ntwo\u2028three\u0085four',
  'the other direction': '\u202Eevil\u2066',
  emoji: '👩‍👩‍👧‍👦🏳️‍🌈🇩🇪',
  'wide characters': '知识库检索工具',
  'combining marks': 'e\u0301\u0323\u0301'.repeat(6),
  'two hundred characters': 'long-'.repeat(40),
  'a prototype': '__proto__',
  'a key of every object': 'constructor',
};

const COPIED = /want\./u;
const CONTROL = /[\p{Cc}\u202A-\u202E\u2066-\u2069\u2028\u2029]/u;

/** A saved text in which a name is another one, wherever it stands. */
function renamed(path: string, names: readonly string[], payload: string): string {
  const json = JSON.stringify(payload).slice(1, -1);
  return names.reduce(
    (text, name) => text.replaceAll(name, json),
    readFileSync(join(ROOT, path), 'utf8'),
  );
}

function answerWith(payload: string): SolveReport {
  const text = renamed('examples/graded-agent/solve.json', ['desk', 'critic', 'bookings'], payload);
  const { saved, findings } = readSaved(text, 'saved.json');
  if (saved?.kind !== 'solve') throw new Error(JSON.stringify(findings));
  return saved.report;
}

function costsWith(payload: string): CostReport {
  const text = renamed('examples/service-business/cost.json', ['voice-reply', 'intake'], payload);
  const { saved, findings } = readSaved(text, 'saved.json');
  if (saved?.kind !== 'cost') throw new Error(JSON.stringify(findings));
  return saved.report;
}

describe.each(Object.entries(NAMES))('a name that is %s', (_, payload) => {
  const report = answerWith(payload);
  const costs = costsWith(payload);

  it('takes no line of the terminal that is not its own', () => {
    for (const width of [40, 80, 160])
      for (const text of [
        written(solveFormatsOf(report, { width, all: true }), 'table'),
        written(costFormatsOf(costs, width), 'table'),
      ]) {
        // Red, as this program paints itself, is the worst that a name can do.
        const shown = text.replaceAll(`${String.fromCodePoint(0x1b)}[31m`, '');
        expect(shown.replaceAll('\n', '')).not.toMatch(CONTROL);
        const wide = text.split('\n').filter((line) => displayWidth(line) > width);
        expect(wide.filter((line) => !COPIED.test(line))).toEqual([]);
      }
  });

  it('is text in Markdown: tables stay whole, folds closed, nothing becomes an element', () => {
    for (const text of [
      written(solveFormatsOf(report), 'markdown'),
      written(costFormatsOf(costs), 'markdown'),
    ]) {
      expect(() => markdownTables(text)).not.toThrow();
      expect(unclosed(text)).toBe(0);
      const outside = text
        .replaceAll(/^<!-- budget:[^\n]*-->/gmu, '')
        .replaceAll(/`[^`\n]+`/gu, '');
      expect(outside).not.toMatch(/<(?!\/?(?:details|summary|sub|br)\b)[a-z!/]/iu);
      expect(text.replaceAll('\n', '')).not.toMatch(CONTROL);
    }
  });

  it('is one cell of CSV, and no formula', () => {
    for (const [csv, column] of [
      [written(solveFormatsOf(report), 'csv'), 'agent'],
      [written(costFormatsOf(costs), 'csv'), 'step'],
    ] as const) {
      const rows: Record<string, string>[] = parseCsv(csv, { columns: true });
      const cells = rows.map((row) => row[column] ?? '');
      expect(cells.some((cell) => cell.replace(/^'/u, '') === payload)).toBe(true);
      for (const row of rows)
        for (const cell of Object.values(row))
          if (!Number.isFinite(Number(cell))) expect(cell).not.toMatch(/^[=+\-@\t\r]/u);
    }
  });

  it('is text in XML, SARIF and JSON', async () => {
    const junit = written(solveFormatsOf(report), 'junit');
    expect(readXml(junit).name).toBe('testsuites');
    expect(await junitErrors(junit)).toEqual([]);
    expect(sarifErrors(written(solveFormatsOf(report), 'sarif'))).toEqual([]);
    expect(JSON.stringify(JSON.parse(written(solveFormatsOf(report), 'json')))).toContain(
      JSON.stringify(payload).slice(1, -1),
    );
  });

  it('commands no runner', () => {
    const lines = written(solveFormatsOf(report), 'github').split('\n');
    for (const line of lines.filter((each) => each.startsWith('::')))
      expect(line).toMatch(/^::(?:error|warning|notice) (?:file=|title=)/u);
    expect(lines.join('')).not.toMatch(/[\p{Cc}]/u);
  });
});
