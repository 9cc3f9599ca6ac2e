import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { VERB_FORMATS } from '../../src/commands/verbFormats.ts';
import { readXml } from '../support/readXml.ts';
import { ROOT, runCommand } from '../support/runCommand.ts';
import { tempFolder } from '../support/tempFolder.ts';

/** Every format that any verb has. */
const FORMATS = ['table', 'json', 'markdown', 'csv', 'html', 'sarif', 'junit', 'github'] as const;
type Format = (typeof FORMATS)[number];

const EXAMPLES = join(ROOT, 'examples');
const NOW = ['--now', '2026-11-22'];
const GRADED = `${EXAMPLES}/graded-agent`;
const MEASURED = `${EXAMPLES}/measured-agent`;

/** Every verb that prints a result, on the smallest example. */
const VERBS: Readonly<Record<string, readonly string[]>> = {
  solve: ['solve', `${GRADED}/spec.yaml`],
  cost: ['cost', `${GRADED}/spec.yaml`, ...NOW],
  table: ['table', `${GRADED}/table.yaml`],
  propose: ['propose', `${GRADED}/spec.yaml`],
  check: ['check', `${GRADED}/spec.yaml`, ...NOW],
  diff: ['diff', `${GRADED}/table.yaml`, `${MEASURED}/table.yaml`],
  explain: ['explain', 'usage'],
  schema: ['schema', 'spec'],
  verify: ['verify', `${MEASURED}/signed.yaml`, `${MEASURED}/traces`],
};

/** What tells a text of each format from all others. */
const IS: Readonly<Record<Format, (text: string) => void>> = {
  table: (text) => expect(text.trim()).not.toBe(''),
  json: (text) => expect(JSON.parse(text)).toBeTypeOf('object'),
  markdown: (text) => expect(text).toMatch(/^(?:<!-- budget:[^\n]* -->\n)?[#\p{L}|>✓*]/u),
  csv: (text) => expect(parseCsv(text).length).toBeGreaterThan(1),
  html: (text) => expect(text).toMatch(/^<!doctype html>[\s\S]*<\/html>\s*$/u),
  sarif: (text) => expect(JSON.parse(text)).toMatchObject({ version: '2.1.0' }),
  junit: (text) => expect(readXml(text).name).toBe('testsuites'),
  github: (text) => expect(text).toMatch(/^(?:$|::(?:error|warning|notice) |[✓✗])/u),
};

const ENDINGS: Readonly<Partial<Record<Format, string>>> = {
  table: 'txt',
  json: 'json',
  markdown: 'md',
  csv: 'csv',
  html: 'html',
  sarif: 'sarif',
  junit: 'xml',
};

describe.each(Object.keys(VERBS))('the formats of %s', (verb) => {
  const argv = VERBS[verb] ?? [];
  const printed = new Map<Format, string>();
  const has = (format: Format) => (VERB_FORMATS[verb] ?? []).includes(format);

  it('are what they are called, and every other one is refused before anything is done', async () => {
    for (const format of FORMATS) {
      const { code, stdout, stderr } = await runCommand([...argv, '-f', format, '-q']);
      if (has(format)) {
        expect(code, `${verb} -f ${format}: ${stderr}`).toBeLessThan(2);
        IS[format](stdout);
        printed.set(format, stdout);
      } else {
        expect({ code, stdout }, `${verb} -f ${format}`).toEqual({ code: 2, stdout: '' });
        expect(stderr).toMatch(
          new RegExp(`^error: there is no format "${format}" here\nhelp: \\S`, 'u'),
        );
      }
    }
  });

  it('go by the ending of -o, the same bytes as to standard output but for colours and pictures', async () => {
    const cwd = tempFolder();
    const wanted = FORMATS.filter((format) => has(format) && ENDINGS[format] !== undefined);
    const files = wanted.map((format) => `out.${ENDINGS[format]}`);
    const { code, stdout } = await runCommand(
      [...argv, '-q', ...files.flatMap((file) => ['-o', file])],
      { cwd },
    );
    expect(code).toBeLessThan(2);
    expect(stdout).toBe('');
    for (const [index, format] of wanted.entries()) {
      const written = readFileSync(join(cwd, files[index] ?? ''), 'utf8');
      IS[format](written);
      // In a file Markdown may have pictures beside it.
      if (format !== 'markdown') expect(written, format).toBe(printed.get(format));
    }
  });

  it('are guessed where one is mistyped', async () => {
    const { code, stderr } = await runCommand([...argv, '-f', 'jsom']);
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean "json"?');
  });

  it('are all named where nothing is near', async () => {
    const { code, stdout, stderr } = await runCommand([...argv, '-f', 'spreadsheet']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const format of VERB_FORMATS[verb] ?? []) expect(stderr).toContain(format);
  });

  it('are refused by their ending, too, and nothing is written', async () => {
    const cwd = tempFolder();
    const { code, stderr } = await runCommand([...argv, '-o', 'good.json', '-o', 'bad.xlsx'], {
      cwd,
    });
    expect(code).toBe(2);
    expect(stderr).toContain('bad.xlsx: no format has the ending ".xlsx"');
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('verbs that change a file', () => {
  it('change nothing where the answer cannot be written', async () => {
    const cwd = tempFolder();
    cpSync(GRADED, cwd, { recursive: true });
    const before = readFileSync(join(cwd, 'table.yaml'), 'utf8');
    const grade = [
      'grade',
      'results.csv',
      '--into',
      'table.yaml',
      '--eval',
      'second',
      '--choice',
      'plan=low',
    ];
    for (const more of [
      ['-f', 'markdown'],
      ['-o', 'rows.yaml'],
      ['-o', 'rows.xlsx'],
    ]) {
      const { code } = await runCommand([...grade, ...more], { cwd });
      expect(code).toBe(2);
      expect(readFileSync(join(cwd, 'table.yaml'), 'utf8')).toBe(before);
      expect(existsSync(join(cwd, 'evals/second.csv'))).toBe(false);
    }
  });

  it.each([
    ['accept', ['accept', 'spec.yaml', 'c2f7d998', '-f', 'json']],
    ['init', ['init', 'new', '-f', 'json']],
    ['measure', ['measure', 'traces', '-o', 'table.yaml', '-f', 'csv']],
  ])('%s has no formats to choose from', async (_, argv) => {
    const cwd = tempFolder();
    const { code, stdout, stderr } = await runCommand(argv, { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: /u);
    expect(readdirSync(cwd)).toEqual([]);
  });
});
