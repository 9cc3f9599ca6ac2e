import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mulberry32 } from '../support/mulberry32.ts';
import { openPage, type OpenPage, type PageElement } from '../support/page/openPage.ts';
import { saidBy, type Shown, solvedAs } from '../support/page/shown.ts';
import { runCommand } from '../support/runCommand.ts';

const EXAMPLES = ['realtime-agent', 'service-business', 'measured-agent'];

async function pageOf(example: string): Promise<string> {
  const { code, stdout } = await runCommand(['report', `examples/${example}/spec.yaml`, '-q']);
  expect(code).toBe(0);
  return stdout;
}

const pages = new Map<string, string>();
beforeAll(async () => {
  for (const example of EXAMPLES) pages.set(example, await pageOf(example));
}, 60_000);

function opened(example: string, hash = ''): OpenPage {
  return openPage(pages.get(example) ?? '', hash);
}

function shownBy(section: PageElement): Shown {
  const text = (selector: string, of = section) =>
    of.querySelector(selector)?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  return {
    fits: text('.verdict').startsWith('✓'),
    cards: [...section.querySelectorAll('.card')].map((card) => [
      card.getAttribute('data-gives'),
      card.getAttribute('data-id') || null,
      text('.price', card),
    ]),
    offer: text('blockquote'),
  };
}

describe.each(EXAMPLES)('the page of %s', (example) => {
  it('says what solve says before anything is moved', async () => {
    const { document } = opened(example);
    const answers = await solvedAs(`budget solve examples/${example}/spec.yaml`);
    for (const section of document.querySelectorAll('.agent')) {
      const agent = section.querySelector('h2')?.textContent ?? '';
      const answer = answers.get(agent);
      expect(answer).toBeDefined();
      if (answer) expect(shownBy(section)).toEqual(saidBy(answer));
    }
  });

  it('says what solve says to the same limits, wherever a slider is dragged', async () => {
    const uniform = mulberry32(example.length);
    const page = opened(example);
    const sections = [...page.document.querySelectorAll('.agent')];
    for (const [index, section] of sections.entries()) {
      for (const input of section.querySelectorAll('input[data-key]')) {
        const stops = Number(input.getAttribute('max')) + 1;
        page.slide(index, input.getAttribute('data-key') ?? '', Math.floor(uniform() * stops));
        const command = section.querySelector('.ask code')?.textContent ?? '';
        const agent = section.querySelector('h2')?.textContent ?? '';
        const answer = (await solvedAs(command)).get(agent);
        if (answer) expect(shownBy(section), command).toEqual(saidBy(answer));
        else expect.fail(`solve says nothing about ${agent}`);
      }
    }
  }, 120_000);

  it('comes back as it was by its address, and by the button', () => {
    const page = opened(example);
    const [section] = page.document.querySelectorAll('.agent');
    const asked = section && shownBy(section);
    const [first] = section?.querySelectorAll('input[data-key]') ?? [];
    page.slide(0, first?.getAttribute('data-key') ?? '', 0);
    expect(page.hash).toMatch(/^#./);
    const [again] = opened(example, page.hash).document.querySelectorAll('.agent');
    expect(again && shownBy(again)).toEqual(section && shownBy(section));
    page.click('.reset');
    expect(section && shownBy(section)).toEqual(asked);
    expect(page.hash).toBe('');
  });

  it('asks nothing of any network and is below 1 MB', () => {
    const html = pages.get(example) ?? '';
    expect(html.length).toBeLessThan(1_000_000);
    expect(opened(example).requests).toEqual([]);
    expect(html.match(/\b(?:src|href)="(?!#)[^"]*"/g)).toBeNull();
    expect(html).not.toMatch(/url\(|@import|https?:\/\//);
    expect(html).toContain("default-src 'none'");
  });

  it('names every slider, every table column and every figure of a chart', () => {
    const { document } = opened(example);
    const labels = [...document.querySelectorAll('label')].map((label) =>
      label.getAttribute('for'),
    );
    for (const input of document.querySelectorAll('input')) {
      expect(labels).toContain(input.getAttribute('id'));
      expect(input.getAttribute('aria-valuetext')).not.toBe('');
    }
    for (const head of document.querySelectorAll('thead th'))
      expect(head.getAttribute('scope')).toBe('col');
    for (const chart of document.querySelectorAll('svg')) {
      const name = document.querySelector(`#${chart.getAttribute('aria-labelledby')}`);
      expect(name?.textContent).toMatch(/\d/);
    }
    const ids = [...document.querySelectorAll('[id]')].map((each) => each.getAttribute('id'));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('holds everything but the sliders without its script', () => {
    const html = (pages.get(example) ?? '').replaceAll(/<script[^>]*>[\s\S]*?<\/script>/g, '');
    const { document } = openPage(html);
    expect([...document.querySelectorAll('.verdict')].length).toBeGreaterThan(0);
    expect([...document.querySelectorAll('blockquote')].length).toBeGreaterThan(0);
    expect([...document.querySelectorAll('input')]).toEqual([]);
    expect(html).not.toMatch(/undefined|NaN|\[object|Infinity/);
  });
});

describe('report', () => {
  const folder = mkdtempSync(join(tmpdir(), 'budget-page-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('writes the same bytes to a file as to standard output, every time', async () => {
    const path = join(folder, 'deep', 'report.html');
    const spec = 'examples/measured-agent/spec.yaml';
    const { stdout } = await runCommand(['report', spec, '-q', '-o', path]);
    expect(stdout).toBe('');
    expect(readFileSync(path, 'utf8')).toBe(pages.get('measured-agent'));
  });

  it('is what solve writes as HTML', async () => {
    const { stdout } = await runCommand([
      'solve',
      'examples/measured-agent/spec.yaml',
      '-q',
      '-f',
      'html',
    ]);
    expect(stdout).toBe(pages.get('measured-agent'));
  });

  it('refuses formats that are no page', async () => {
    const spec = 'examples/measured-agent/spec.yaml';
    const { code, stderr } = await runCommand(['report', spec, '-f', 'csv']);
    expect(code).toBe(2);
    expect(stderr).toContain('there is no format "csv" here');
  });
});
