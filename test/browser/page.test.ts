import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { runCommand } from '../support/runCommand.ts';

/** Where Debian and others put it; CI installs it, elsewhere these tests are skipped. */
const PLACES = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const CHROMIUM = PLACES.find((path) => path !== '' && existsSync(path));
if (CHROMIUM === undefined)
  process.stderr.write(
    'no Chromium here (CHROMIUM=path names one): the page is not opened in it\n',
  );

const EXAMPLES = ['realtime-agent', 'service-business', 'measured-agent'];
const WIDTHS = [360, 1280, 3840];

describe.skipIf(CHROMIUM === undefined)('the page in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'budget-browser-'));
  let browser: Browser;
  beforeAll(async () => {
    const { chromium } = await import('playwright-core');
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
    for (const example of EXAMPLES) {
      const { stdout } = await runCommand(['report', `examples/${example}/spec.yaml`, '-q']);
      writeFileSync(join(folder, `${example}.html`), stdout);
    }
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function opened(example: string, width = 1280): Promise<{ page: Page; said: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) said.push(request.url());
    });
    await page.goto(pathToFileURL(join(folder, `${example}.html`)).href);
    return { page, said };
  }

  it.each(EXAMPLES)(
    '%s: says nothing to the console and asks for nothing, wherever it is dragged',
    async (example) => {
      const { page, said } = await opened(example);
      for (const input of await page.locator('input[type=range]').all()) {
        await input.focus();
        await page.keyboard.press('Home');
        await page.keyboard.press('End');
        await page.keyboard.press('ArrowLeft');
      }
      expect(said).toEqual([]);
      await page.close();
    },
    60_000,
  );

  it.each(EXAMPLES)(
    '%s: axe finds nothing, in light and in dark',
    async (example) => {
      const axe = readFileSync(
        createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
        'utf8',
      );
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page } = await opened(example);
        await page.emulateMedia({ colorScheme });
        await page.evaluate(axe);
        const violations = await page.evaluate(
          'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))',
        );
        expect(violations).toEqual([]);
        await page.close();
      }
    },
    60_000,
  );

  it.each(WIDTHS)(
    'fits %i pixels without scrolling sideways',
    async (width) => {
      for (const example of EXAMPLES) {
        const { page } = await opened(example, width);
        const wider = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
        expect(wider).toBe(false);
        await page.close();
      }
    },
    60_000,
  );

  it('prints', async () => {
    const { page } = await opened('realtime-agent');
    const pdf = await page.pdf();
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.close();
  }, 60_000);
});
