import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT, runCommand } from '../support/runCommand.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'budget-'));
  for (const file of ['spec.yaml', 'table.yaml'])
    copyFileSync(join(ROOT, 'examples/realtime-agent', file), join(folder, file));
});
afterEach(() => rmSync(folder, { recursive: true }));

const budget = (...argv: string[]) => runCommand(argv, { cwd: folder });
const text = (file: string) => readFileSync(join(folder, file), 'utf8');

/** Another spec on a table with some of its text replaced. */
function changed(name: string, ...replacements: readonly (readonly [string, string])[]): void {
  const table = replacements.reduce((all, [from, to]) => all.replace(from, to), text('table.yaml'));
  writeFileSync(join(folder, `${name}.table.yaml`), table);
  writeFileSync(
    join(folder, `${name}.yaml`),
    text('spec.yaml').replace('table: table.yaml', `table: ${name}.table.yaml`),
  );
}

interface Written {
  readonly changes: readonly Record<string, unknown>[];
  readonly causes: readonly Record<string, unknown>[];
  readonly hidden: number;
}

async function diffJson(...argv: string[]): Promise<Written> {
  const { stdout } = await budget('diff', ...argv, '-f', 'json');
  return JSON.parse(stdout) as Written;
}

describe('budget diff', () => {
  it('finds nothing between a spec and itself, and between a result and the spec it was made from', async () => {
    await budget('solve', 'spec.yaml', '-q', '-o', 'solve.json');
    for (const before of ['spec.yaml', 'solve.json', 'table.yaml'])
      expect(
        await budget('diff', before, before === 'table.yaml' ? before : 'spec.yaml', '--exit-code'),
      ).toMatchObject({ code: 0, stdout: expect.stringMatching(/nothing\s+changed\n$/) });
  });

  it('says what got worse and what in the table did it; 1 with --exit-code', async () => {
    changed('slow', ['latency: 350-500ms', 'latency: 450-650ms']);
    const { changes, causes } = await diffJson('spec.yaml', 'slow.yaml');
    expect(changes).toContainEqual(
      expect.objectContaining({ subject: 'assistant', what: 'p95, offer', direction: 'worse' }),
    );
    expect(causes).toEqual([
      expect.objectContaining({ subject: 'answer', what: 'p50 of a call', by: '+29%' }),
      expect.objectContaining({
        subject: 'answer',
        what: 'p95 of a call',
        before: '500 ms',
        after: '650 ms',
        by: '+30%',
        direction: 'worse',
      }),
    ]);
    expect((await budget('diff', 'spec.yaml', 'slow.yaml')).code).toBe(0);
    expect((await budget('diff', 'spec.yaml', 'slow.yaml', '--exit-code')).code).toBe(1);
    expect((await budget('diff', 'slow.yaml', 'spec.yaml', '--exit-code')).code).toBe(0);
  });

  it('leaves out what the number of items or calls explains, unless asked', async () => {
    changed('noise', ['passed: { bookings: 252/280', 'passed: { bookings: 250/280']);
    changed('real', ['passed: { bookings: 252/280', 'passed: { bookings: 200/280']);
    const noise = await diffJson('table.yaml', 'noise.table.yaml');
    expect(noise).toMatchObject({ changes: [], hidden: 1 });
    const all = await diffJson('table.yaml', 'noise.table.yaml', '--all');
    expect(all.changes).toEqual([
      expect.objectContaining({ significant: false, by: '−0.7 points', direction: 'worse' }),
    ]);
    const real = await diffJson('table.yaml', 'real.table.yaml');
    expect(real.changes).toEqual([
      expect.objectContaining({
        subject: 'standard',
        what: 'plan fast, critic off, bookings',
        before: '90.0% measured',
        after: '71.4% measured',
      }),
    ]);
  });

  it('tells a measured percentile from noise by its calls', async () => {
    const measured = (n: number, p95: string) =>
      changed(`n${n}-${p95}`, [
        'latency: 350-500ms',
        `latency: { n: ${n}, p50: 400ms, p95: ${p95} }`,
      ]);
    measured(100, '500ms');
    measured(100, '530ms');
    measured(100_000, '500ms');
    measured(100_000, '530ms');
    expect((await diffJson('n100-500ms.table.yaml', 'n100-530ms.table.yaml')).changes).toEqual([]);
    expect(
      (await diffJson('n100000-500ms.table.yaml', 'n100000-530ms.table.yaml')).changes,
    ).toEqual([expect.objectContaining({ what: 'p95 of a call', by: '+6.0%' })]);
  });

  it('lists components, variants and limits that come and go, and choices that change', async () => {
    changed(
      'other',
      ['  memory:     {', '  memory2:    {'],
      ['      low:    {', '      lower:  {'],
    );
    const { changes } = await diffJson('table.yaml', 'other.table.yaml');
    expect(changes.map(({ subject, what, after }) => [subject, what, after])).toEqual([
      ['plan: low', 'variant', 'gone'],
      ['plan: lower', 'variant', 'new'],
      ['memory', 'component', 'gone'],
      ['memory2', 'component', 'new'],
    ]);
    writeFileSync(
      join(folder, 'wider.yaml'),
      text('spec.yaml').replace('{ p95: 2s }', '{ p95: 9s }'),
    );
    const wider = await diffJson('spec.yaml', 'wider.yaml');
    expect(wider.changes).toContainEqual(
      expect.objectContaining({
        what: 'limit on latency',
        before: 'p95 2 s',
        after: 'p95 9 s',
        by: 'loosened',
      }),
    );
    expect(wider.changes).toContainEqual(
      expect.objectContaining({
        what: 'architectures that keep every limit',
        by: 'limits loosened',
        direction: 'other',
      }),
    );
    const judged = wider.changes.filter(({ direction }) => direction !== 'other');
    expect(judged).toEqual([]);
    const back = await budget('diff', 'wider.yaml', 'spec.yaml', '--exit-code');
    expect([back.code, back.stdout]).toEqual([
      1,
      expect.stringContaining('worse   architectures that keep every limit'),
    ]);
  });

  it.each([
    [
      'of a newer release',
      (text: string) => text.replace('"schemaVersion": 1', '"schemaVersion": 2'),
      'version 2 of saved results is newer than this release reads [unsupported-version]',
    ],
    [
      'that was cut short',
      (text: string) => text.slice(0, 400),
      'this is no JSON: it may have been',
    ],
    [
      'of another verb',
      () => '{ "schemaVersion": 1, "kind": "findings" }',
      'this is no result of solve: there is nothing to compare',
    ],
  ])('says what a saved result is %s', async (_, change, said) => {
    const solved = await budget('solve', 'spec.yaml', '-q', '-f', 'json');
    writeFileSync(join(folder, 'saved.json'), change(solved.stdout));
    for (const argv of [
      ['saved.json', 'spec.yaml'],
      ['spec.yaml', 'saved.json'],
    ]) {
      const { code, stderr } = await budget('diff', ...argv);
      expect([code, stderr]).toEqual([2, expect.stringContaining(`saved.json: error: ${said}`)]);
    }
  });

  it('refuses to compare a table with a spec', async () => {
    const { code, stderr } = await budget('diff', 'table.yaml', 'spec.yaml');
    expect(code).toBe(2);
    expect(stderr).toContain('table.yaml is a table and spec.yaml is not');
  });

  it('tells a pull request what got worse', async () => {
    changed('slow', ['latency: 350-500ms', 'latency: 450-650ms']);
    const { stdout } = await budget('diff', 'spec.yaml', 'slow.yaml', '-f', 'github');
    expect(stdout).toMatch(
      /^::error file=slow\.yaml,title=budget%3A got-worse::assistant: p95, offer/m,
    );
    const markdown = await budget('diff', 'spec.yaml', 'slow.yaml', '-f', 'markdown');
    expect(markdown.stdout).toMatch(
      /^<!-- budget:diff spec\.yaml slow\.yaml -->\n\*\*`spec\.yaml` → `slow\.yaml`: \d worse/,
    );
    expect(markdown.stdout).toContain('<details><summary>2 changes in the table</summary>');
  });

  it('fits 80 columns', async () => {
    changed('slow', ['latency: 350-500ms', 'latency: 450-650ms'], ['126/168', '100/168']);
    const { stdout } = await budget('diff', 'spec.yaml', 'slow.yaml');
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});
