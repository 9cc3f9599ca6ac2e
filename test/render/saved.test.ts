import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT, runCommand } from '../support/runCommand.ts';

const EXAMPLES = ['realtime-agent', 'service-business', 'measured-agent'];
const folder = mkdtempSync(join(tmpdir(), 'budget-render-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(EXAMPLES)('render of the saved result of %s', (example) => {
  const saved = `examples/${example}/solve.json`;
  const spec = `examples/${example}/spec.yaml`;

  it.each(['table', 'json', 'csv', 'junit'])('is what solve prints as %s', async (format) => {
    const rendered = await runCommand(['render', saved, '-f', format, '-q']);
    const solved = await runCommand(['solve', spec, '-f', format, '-q']);
    expect(rendered).toEqual(solved);
  });

  it('is what solve prints as Markdown, below the line that says what was rendered', async () => {
    const rendered = await runCommand(['render', saved, '-f', 'markdown', '-q']);
    const solved = await runCommand(['solve', spec, '-f', 'markdown', '-q']);
    const withoutMarker = (text: string) => text.replace(/^<!--.*-->\n/, '');
    expect(withoutMarker(rendered.stdout)).toBe(withoutMarker(solved.stdout));
    expect(rendered.stdout).toMatch(`<!-- budget:render ${saved} -->`);
  });

  it('writes all files that are asked for at once', async () => {
    const [markdown, csv, html] = ['a.md', 'b.csv', 'c.html'].map((name) =>
      join(folder, example, name),
    );
    const outputs = [markdown, csv, html].flatMap((path) => ['-o', path ?? '']);
    const { code, stdout } = await runCommand(['render', saved, '-q', ...outputs]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(readFileSync(markdown ?? '', 'utf8')).toContain('**Offer:**');
    expect(readFileSync(csv ?? '', 'utf8')).toMatch(/^agent,list,id,/);
    const page = readFileSync(html ?? '', 'utf8');
    expect(page).toContain('Made from a saved result');
    expect(page.replaceAll(/<script[^]*?<\/script>/g, '')).not.toContain('<input');
  });
});

describe('what is no saved result', () => {
  const files: Readonly<Record<string, readonly [text: string, told: string]>> = {
    'no-json.json': ['agents: []', 'this is no JSON'],
    'another.json': ['{"name": "package"}', 'this is no result'],
    'list.json': ['[]', 'this is no result'],
    'broken.json': [
      readFileSync(join(ROOT, 'examples/realtime-agent/solve.json'), 'utf8').replace(
        '"schemaVersion": 1',
        '"schemaVersion": 2',
      ),
      'schemaVersion',
    ],
  };

  it.each(Object.keys(files))('%s is refused in a sentence', async (name) => {
    const [text = '', told = ''] = files[name] ?? [];
    writeFileSync(join(folder, name), text);
    const { code, stdout, stderr } = await runCommand(['render', name], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(told);
    expect(stderr).toContain('help:');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('a file that does not exist is named', async () => {
    const { code, stderr } = await runCommand(['render', 'nowhere.json'], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain('nowhere.json');
  });
});
