import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { scriptData, markup } from '../../src/render/page/html.ts';
import { hostileFiles } from '../support/page/hostileFiles.ts';
import { PAYLOADS } from '../support/page/payloads.ts';
import { openPage, type PageElement } from '../support/page/openPage.ts';
import { runCommand } from '../support/runCommand.ts';

const folder = mkdtempSync(join(tmpdir(), 'budget-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function pageOf(name: string, spec: string, table: string): Promise<string> {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'spec.yaml'), spec);
  writeFileSync(join(place, 'table.yaml'), table);
  const { code, stdout, stderr } = await runCommand(['report', 'spec.yaml', '-q'], { cwd: place });
  expect(code, stderr).toBe(0);
  return stdout;
}

/** What only an injection could have put into a page. */
function intruders(document: PageElement): string[] {
  const elements = [...document.querySelectorAll('*')];
  const tags = elements.filter(({ tagName }) =>
    ['IMG', 'IFRAME', 'OBJECT', 'EMBED', 'FORM', 'BASE', 'B', 'MARQUEE'].includes(
      tagName.toUpperCase(),
    ),
  );
  const handlers = elements.flatMap((element) =>
    [...element.attributes].filter(({ name }) => /^on/i.test(name)),
  );
  const scripts = [...document.querySelectorAll('script')].slice(2);
  const links = elements.filter((element) =>
    /^\s*(javascript|data|https?):/i.test(element.getAttribute('href') ?? ''),
  );
  return [...tags, ...scripts, ...links]
    .map(({ tagName }) => tagName)
    .concat(handlers.map(({ name }) => name));
}

describe('nothing is injected into the page', () => {
  it.each(Object.keys(PAYLOADS))('by %s in every name and text', async (kind) => {
    const payload = PAYLOADS[kind] ?? '';
    const { spec, table } = hostileFiles(payload);
    const html = await pageOf(kind.replaceAll(' ', '-'), spec, table);
    const { document, slide } = openPage(html);
    const inputs = [...document.querySelectorAll('input')];
    expect(inputs.length).toBeGreaterThan(3);
    for (const input of inputs) {
      slide(0, input.getAttribute('data-key') ?? '', Number(input.getAttribute('max')));
      slide(0, input.getAttribute('data-key') ?? '', 0);
    }
    expect(intruders(document)).toEqual([]);
    expect(document.querySelector('h2')?.textContent).toBe(`agent${payload}`);
    expect(document.querySelector('h1')?.textContent).toBe(payload);
  });
});

describe('what names may hold', () => {
  it('stays readable with emoji, right-to-left letters and 200 characters', async () => {
    const payload = `🦆${'שלום'}${'x'.repeat(200)}`;
    const { spec, table } = hostileFiles(payload);
    const { document } = openPage(await pageOf('long', spec, table));
    expect(document.querySelector('h2')?.textContent).toBe(`agent${payload}`);
    expect([...document.querySelectorAll('.card')].length).toBe(4);
  });
});

describe('pages of unusual size', () => {
  const limits = 'latency: { p95: 2s }, accuracy: { at_least: 90%, eval: e }, tools: all';
  const evals = 'evals: { e: { baseline: { accuracy: 92%, architecture: { answer: on } } } }';

  it('holds 300 components', async () => {
    const extra = Array.from(
      { length: 299 },
      (_, index) =>
        `  part-${index}: { kind: other, buys: thing ${index}, latency: ${index + 1}ms }`,
    );
    const html = await pageOf(
      '300',
      `version: 1\ntable: table.yaml\nagents: { one: { want: { ${limits} }, workflow: [{ step: answer }] } }\n`,
      `version: 1\nname: many\ncomponents:\n  answer: { kind: other, latency: 1s, cost: $0.01 }\n${extra.join('\n')}\n${evals}\n`,
    );
    const { document } = openPage(html);
    expect([...document.querySelectorAll('section[aria-labelledby=table] tbody tr')].length).toBe(
      300,
    );
    expect(html.length).toBeLessThan(1_000_000);
  });

  it('holds 40 agents, each with sliders of its own', async () => {
    const agents = Array.from(
      { length: 40 },
      (_, index) =>
        `  agent-${index}: { want: { ${limits.replace('2s', `${index * 100 + 100}ms`)} }, workflow: [{ step: answer }, { step: extra, optional: true }] }`,
    );
    const html = await pageOf(
      '40',
      `version: 1\ntable: table.yaml\nagents:\n${agents.join('\n')}\n`,
      `version: 1\nname: many\ncomponents:\n  answer: { kind: other, latency: 1-2s, cost: $0.01 }\n  extra: { kind: other, latency: 1s, accuracy: +1pt }\n${evals}\n`,
    );
    const page = openPage(html);
    const verdicts = [...page.document.querySelectorAll('.verdict')].map(
      ({ textContent }) => textContent.trim()[0],
    );
    expect(verdicts).toHaveLength(40);
    expect(new Set(verdicts)).toEqual(new Set(['✓', '✗']));
    page.slide(39, 'latency.p95', 0);
    const after = [...page.document.querySelectorAll('.verdict')];
    expect(after[39]?.textContent).toContain('✗');
    expect(after[38]?.textContent).toContain('✓');
    expect(html.length).toBeLessThan(1_000_000);
  });

  it('says so where every accuracy is unknown', async () => {
    const html = await pageOf(
      'unknown',
      'version: 1\ntable: table.yaml\nagents: { one: { want: { latency: { p95: 2s } }, workflow: [{ step: answer }] } }\n',
      'version: 1\nname: bare\ncomponents: { answer: { kind: llm, model: nobody-knows-it, latency: 1s } }\n',
    );
    const { document } = openPage(html);
    expect(document.querySelector('main')?.textContent).toContain('No accuracy is known');
    expect([...document.querySelectorAll('svg')]).toEqual([]);
    const shown = html.replaceAll(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, '');
    expect(shown).not.toMatch(/undefined|NaN|null|Infinity/);
  });
});

describe('markup', () => {
  it('escapes text and quoted attributes, lists and all, and leaves nothing out', () => {
    const text = `<a href="x" title='y'>&`;
    expect(markup`<p title="${text}">${[text, 1, null]}</p>`.text).toBe(
      '<p title="&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;">&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;1</p>',
    );
  });

  it('writes data that reads back, and that no script element ends in', () => {
    const value = { text: '</script><!-- \u2028 & <script>', list: [1, null] };
    const { text } = scriptData(value);
    expect(text).not.toMatch(/[<>&\u2028]/);
    expect(JSON.parse(text)).toEqual(value);
  });
});
