import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/units/displayWidth.ts';
import { hostileFiles } from '../support/page/hostileFiles.ts';
import { runCommand } from '../support/runCommand.ts';

const folder = mkdtempSync(join(tmpdir(), 'budget-names-'));
afterAll(() => rmSync(folder, { recursive: true }));

function placed(name: string, spec: string, table: string): string {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'spec.yaml'), spec);
  writeFileSync(join(place, 'table.yaml'), table);
  return place;
}

async function shown(cwd: string, argv: readonly string[], columns = 80): Promise<string> {
  const env = { COLUMNS: String(columns) };
  const { code, stdout, stderr } = await runCommand([...argv, '-q'], { cwd, env });
  expect(code, stderr).toBe(0);
  expect(stdout).not.toMatch(/undefined|NaN|\[object/u);
  return stdout;
}

/** Assignments are copied, so they stay whole; everything else fits. */
function tooWide(text: string, width: number): string[] {
  const copied = /want\./u;
  return text.split('\n').filter((line) => displayWidth(line) > width && !copied.test(line));
}

const NAMES: Readonly<Record<string, string>> = {
  HTML: '<img/src=x/onerror=alert(1)>',
  'a link': '[click](http://evil.example)',
  'a mention': '/#12/www.evil.example',
  'code and bars': '`|`|**_~~',
  emoji: '👩‍👩‍👧🇩🇪🧪',
  'right to left': 'שלום\u202Eاختبار',
  wide: '知识库检索工具',
  'two hundred characters': 'long-'.repeat(40),
};

describe.each(Object.entries(NAMES))('names with %s', (title, payload) => {
  const { spec, table } = hostileFiles(payload);
  const place = placed(title.replaceAll(' ', '-'), spec, table);

  it.each([60, 80, 140])(
    'keep tables within %i columns, without control characters',
    async (width) => {
      for (const argv of [
        ['solve', 'spec.yaml', '--all'],
        ['table', 'table.yaml'],
        ['cost', 'spec.yaml'],
      ]) {
        const text = await shown(place, argv, width);
        expect(tooWide(text, width)).toEqual([]);
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202A-\u202E]/u);
      }
    },
  );

  it('are text in Markdown', async () => {
    for (const argv of [
      ['solve', 'spec.yaml'],
      ['table', 'table.yaml'],
      ['propose', 'spec.yaml'],
    ]) {
      const text = await shown(place, [...argv, '-f', 'markdown']);
      // Code shows whatever is in it; what remains must hold no markup of theirs.
      const bare = text.replaceAll(/(`+)[^`](?:.*?[^`])?\1(?!`)/gu, '').replaceAll(/\\./gu, '');
      expect(bare).not.toMatch(/<img|\]\(http|(?<!;)#12|https?:\/\/evil|(?<!\w)www\.evil/u);
      const rows = bare.split('\n').filter((line) => line.startsWith('|'));
      for (const row of rows) expect(row.endsWith('|'), row).toBe(true);
    }
  });
});

describe('a pull request', () => {
  const { spec, table } = hostileFiles('`|`|**_~~');
  const place = placed('cells', spec, table);

  it('has as many cells in each row as its table has heads', async () => {
    const text = await shown(place, ['solve', 'spec.yaml', '-f', 'markdown']);
    const cells = (line: string) => line.replaceAll(String.raw`\|`, '').split('|').length;
    const lines = text.split('\n');
    lines.forEach((line, index) => {
      if (!line.startsWith('| -')) return;
      for (let at = index; lines[at]?.startsWith('|'); at += 1)
        expect(cells(lines[at] ?? ''), lines[at]).toBe(cells(lines[index - 1] ?? ''));
    });
  });
});

function manyComponents(count: number): { spec: string; table: string } {
  const names = Array.from({ length: count }, (_, index) => `component-${index + 1}`);
  const table = [
    'version: 1',
    'name: many',
    'components:',
    ...names.map((name) => `  ${name}: { kind: other, latency: 10-20ms, cost: $0.0001 }`),
  ];
  const spec = [
    'version: 1',
    'table: table.yaml',
    'agents:',
    '  one:',
    '    want: { latency: { p95: 10s } }',
    '    workflow:',
    ...names.map((name) => `      - step: ${name}`),
  ];
  return { spec: `${spec.join('\n')}\n`, table: `${table.join('\n')}\n` };
}

function manyAgents(count: number): { spec: string; table: string } {
  const table =
    'version: 1\nname: few\ncomponents:\n  answer: { kind: other, latency: 1-2s, cost: $0.01 }\n';
  const agents = Array.from(
    { length: count },
    (_, index) =>
      `  agent-${index + 1}:\n    want: { latency: { p95: ${index % 2 === 0 ? '3s' : '500ms'} } }\n    workflow: [{ step: answer }]\n`,
  );
  return { spec: `version: 1\ntable: table.yaml\nagents:\n${agents.join('')}`, table };
}

describe('sizes', () => {
  it('300 components: one row each, and a name that says nothing of them', async () => {
    const { spec, table } = manyComponents(300);
    const place = placed('many', spec, table);
    const text = await shown(place, ['table', 'table.yaml']);
    expect(text.match(/^ component-\d+ /gmu)).toHaveLength(300);
    expect(tooWide(await shown(place, ['solve', 'spec.yaml']), 80)).toEqual([]);
  });

  it('40 agents: which get what they want comes first', async () => {
    const { spec, table } = manyAgents(40);
    const place = placed('agents', spec, table);
    const text = await shown(place, ['solve', 'spec.yaml']);
    expect(text).toMatch(/^Something fits for 20 of 40 agents/u);
    expect(text.match(/^ [✓✗?] {2}agent-\d+/gmu)).toHaveLength(40);
    expect(text.match(/^── agent-\d+ ─+$/gmu)).toHaveLength(40);
    expect(tooWide(text, 80)).toEqual([]);
  });

  it('one agent: no list of one', async () => {
    const { spec, table } = manyAgents(1);
    const text = await shown(placed('one', spec, table), ['solve', 'spec.yaml']);
    expect(text).not.toMatch(/Something fits|──/u);
    expect(text).toContain('✓ 1 architecture keeps every limit.');
  });

  it('nothing fits and every accuracy is unknown: that is said, and no table is empty', async () => {
    const { spec, table } = manyAgents(1);
    const strict = spec
      .replace('p95: 3s', 'p95: 1ms')
      .replace('} }', '}, accuracy: { at_least: 95% } }');
    const place = placed('nothing', strict, table);
    for (const argv of [
      ['solve', 'spec.yaml'],
      ['solve', 'spec.yaml', '-f', 'markdown'],
    ])
      expect(await shown(place, argv)).toMatch(/✗ Nothing gives you both[^]*unknown/u);
  });
});
