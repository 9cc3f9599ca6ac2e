import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { withPictures } from '../../src/render/charts/pictureFiles.ts';
import { blocks } from '../../src/render/markdown/markdown.ts';
import { runCommand } from '../support/runCommand.ts';

const folder = mkdtempSync(join(tmpdir(), 'budget-pictures-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SPEC = 'examples/graded-agent/spec.yaml';
const SHOWN = [
  ['solve', SPEC],
  ['render', 'examples/service-business/solve.json'],
  ['cost', SPEC],
];

function filesIn(name: string): Map<string, string> {
  const place = join(folder, name);
  return new Map(readdirSync(place).map((file) => [file, readFileSync(join(place, file), 'utf8')]));
}

describe.each(SHOWN)('pictures of %s %s', (verb, file) => {
  it('are SVG files beside the Markdown that links to them, the same at every run', async () => {
    for (const run of ['first', 'second']) {
      const path = join(folder, verb ?? '', run, 'a result.md');
      const { code } = await runCommand([verb ?? '', file ?? '', '-q', '-o', path]);
      expect(code).toBe(0);
    }
    const first = filesIn(join(verb ?? '', 'first'));
    expect(filesIn(join(verb ?? '', 'second'))).toEqual(first);
    const markdown = first.get('a result.md') ?? '';
    const linked = [...markdown.matchAll(/!\[[^\]]+\]\(([^)]+)\)/gu)].map(([, to = '']) =>
      decodeURIComponent(to),
    );
    const drawn = [...first.keys()].filter((name) => name.endsWith('.svg'));
    expect(linked.toSorted()).toEqual(drawn.toSorted());
    for (const name of drawn) {
      const svg = first.get(name) ?? '';
      expect(XMLValidator.validate(svg), name).toBe(true);
      expect(new XMLParser().parse(svg)).toHaveProperty('svg');
      expect(svg).toContain('xmlns="http://www.w3.org/2000/svg"');
      expect(svg).not.toMatch(/NaN|undefined|Infinity|<script|href=/u);
    }
  }, 120_000);
});

describe('Markdown that pictures belong to', () => {
  const picture = { name: 'frontier', alt: 'a [b]', svg: '<svg/>' };
  const drawn = { pictures: () => [picture] };
  const write = (pictures: (section: string) => readonly Parameters<typeof blocks>[0][number][]) =>
    blocks(pictures('x/y')).text;

  it('names their files after its own, and after its section where there are several', () => {
    expect(withPictures('out/r.v2.md', drawn, ['x/y'], write)).toEqual({
      text: String.raw`![a \[b\]](r.v2.frontier.svg)`,
      beside: [{ name: 'r.v2.frontier.svg', text: '<svg/>' }],
    });
    expect(withPictures('r.md', drawn, ['x/y', 'z'], write)).toMatchObject({
      beside: [{ name: 'r.x-y.frontier.svg' }],
    });
    expect(withPictures('r.md', drawn, ['x/y', 'x:y'], write)).toMatchObject({
      beside: [{ name: 'r.x-y-1.frontier.svg' }],
    });
  });

  it('has none on standard output, and says why where nothing can draw', () => {
    expect(withPictures(undefined, drawn, ['x/y'], write)).toBe('');
    expect(withPictures('r.md', { missing: 'No pictures: none.' }, ['x/y'], write)).toBe(
      '<sub>No pictures: none.</sub>',
    );
  });
});
