import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../support/runCommand.ts';

const folder = mkdtempSync(join(tmpdir(), 'budget-kinds-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TRACES = 'examples/measured-agent/traces';

/** Every verb with results, and the formats that it has beside JSON. */
const KINDS: readonly (readonly [
  kind: string,
  argv: readonly string[],
  formats: readonly string[],
])[] = [
  ['cost', ['cost', 'examples/service-business/spec.yaml'], ['table', 'markdown', 'csv']],
  ['table', ['table', 'examples/realtime-agent/table.yaml'], ['table', 'markdown', 'csv']],
  [
    'diff',
    ['diff', 'examples/realtime-agent/table.yaml', 'examples/graded-agent/table.yaml'],
    ['table', 'markdown', 'github', 'sarif', 'junit'],
  ],
  ['verify', ['verify', 'examples/measured-agent/signed.yaml', TRACES], ['table', 'junit']],
  [
    'findings',
    ['check', 'examples/measured-agent/spec.yaml', '--now', '2026-11-22'],
    ['table', 'markdown', 'github', 'sarif', 'junit'],
  ],
  ['proposal', ['propose', 'examples/realtime-agent/spec.yaml'], ['table', 'markdown']],
];

describe.each(KINDS)('a saved result of kind %s', (kind, argv, formats) => {
  it('is shown as its verb shows it, in every format, and saved again as it was', async () => {
    const saved = join(folder, `${kind}.json`);
    const { stdout } = await runCommand([...argv, '-f', 'json', '-q']);
    writeFileSync(saved, stdout);
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, kind });
    for (const format of [...formats, 'json']) {
      const fresh = await runCommand([...argv, '-f', format, '-q']);
      const again = await runCommand(['render', saved, '-f', format, '-q']);
      expect(again.code, again.stderr).toBe(0);
      expect(again.stdout, format).toBe(fresh.stdout);
    }
  }, 60_000);

  it('says what is wrong where something is missing, without a stack trace', async () => {
    const { stdout } = await runCommand([...argv, '-f', 'json', '-q']);
    const whole = JSON.parse(stdout) as Record<string, unknown>;
    for (const key of Object.keys(whole).filter((each) => !OPTIONAL.has(each))) {
      const { [key]: _, ...rest } = whole;
      const path = join(folder, 'broken.json');
      writeFileSync(path, JSON.stringify(rest));
      const { code, stderr } = await runCommand(['render', path]);
      expect({ key, code }).toEqual({ key, code: 2 });
      expect(stderr).toContain('does not fit the schema');
    }
  }, 60_000);
});

/** Keys that no format shows. */
const OPTIONAL = new Set(['$schema', 'schemaVersion', 'kind', 'inputs', 'summary', 'warnings']);

describe('render', () => {
  it.each(['', '{', '[]', '3', '{"agents":3}', '{"kind":"cost"}', '{"kind":"nothing","tool":{}}'])(
    'of %j says that it is no result',
    async (text) => {
      const path = join(folder, 'odd.json');
      writeFileSync(path, text);
      const { code, stdout, stderr } = await runCommand(['render', path]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/error: this (is no JSON|is no result|result does not fit)/u);
    },
  );
});
