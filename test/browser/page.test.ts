import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, InBrowser } from '../support/page/inBrowser.ts';
import { saidBy, type Shown, solvedAs } from '../support/page/shown.ts';
import { runCommand } from '../support/runCommand.ts';

const EXAMPLES = ['realtime-agent', 'service-business', 'measured-agent', 'graded-agent'];
const WIDTHS = [360, 768, 1280, 1920, 3840];

/** What one section shows, read in the page. */
const SHOWN = `((section) => {
  const text = (of, selector) => of.querySelector(selector)?.textContent.replace(/\\s+/g, ' ').trim() ?? '';
  return {
    fits: text(section, '.verdict').startsWith('✓'),
    cards: [...section.querySelectorAll('.card')].map((card) => [card.dataset.gives, card.dataset.id || null, text(card, '.price')]),
    offer: text(section, 'blockquote'),
  };
})`;

async function shownBy(page: Page, section: number): Promise<Shown> {
  return page.evaluate<Shown>(`${SHOWN}(document.querySelectorAll('.agent')[${section}])`);
}

describe.skipIf(!hasBrowser())('the page in Chromium', () => {
  const browser = new InBrowser();
  beforeAll(async () => {
    for (const example of EXAMPLES) {
      const { stdout } = await runCommand(['report', `examples/${example}/spec.yaml`, '-q']);
      browser.write(example, stdout);
    }
  }, 240_000);
  afterAll(() => browser.close());

  it.each(EXAMPLES)(
    '%s: says what solve says to the same limits, wherever a slider is dragged or stepped',
    async (example) => {
      const { page, said } = await browser.open(example);
      for (const [index, section] of (await page.locator('.agent').all()).entries()) {
        const agent = (await section.locator('h2').textContent()) ?? '';
        for (const [nth, input] of (await section.locator('input[data-key]').all()).entries()) {
          if (nth % 2 === 0) await dragged(page, input);
          else await stepped(page, input);
          const command = (await section.locator('.ask code').first().textContent()) ?? '';
          const answer = (await solvedAs(command)).get(agent);
          if (answer) expect(await shownBy(page, index), command).toEqual(saidBy(answer));
          else expect.fail(`solve says nothing about ${agent}`);
        }
      }
      expect(said).toEqual([]);
      await page.close();
    },
    240_000,
  );

  it.each(EXAMPLES)(
    '%s: axe finds nothing in light and in dark, with everything unfolded',
    async (example) => {
      const axe = readFileSync(
        createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
        'utf8',
      );
      const { page } = await browser.open(example);
      await page.evaluate(
        "for (const each of document.querySelectorAll('details')) each.setAttribute('open', '')",
      );
      await page.evaluate(axe);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const violations = await page.evaluate(
          'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))',
        );
        expect(violations, colorScheme).toEqual([]);
      }
      await page.close();
    },
    240_000,
  );

  it.each(EXAMPLES)(
    '%s: never scrolls sideways, from a telephone to 4K, and no words of the chart are cut',
    async (example) => {
      const { page } = await browser.open(example);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const wider = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect(wider, String(width)).toBeLessThanOrEqual(0);
        await expect.poll(() => page.evaluate(CHART_FITS), { timeout: 20_000 }).toBe(true);
        expect(await page.evaluate(CUT_WORDS), String(width)).toEqual([]);
      }
      await page.close();
    },
    120_000,
  );

  it('comes back as it was by its address', async () => {
    const { page } = await browser.open('realtime-agent');
    const [first] = await page.locator('input[data-key]').all();
    if (first) await stepped(page, first);
    const shown = await shownBy(page, 0);
    const hash = await page.evaluate<string>('location.hash');
    expect(hash).toMatch(/^#assistant:/);
    const again = await browser.open('realtime-agent', { hash });
    expect(await shownBy(again.page, 0)).toEqual(shown);
    await again.page.locator('button.reset').click();
    expect(await again.page.evaluate('location.hash')).toBe('');
    await again.page.close();
    await page.close();
  });

  it('moves a limit to where something fits by the button on its card', async () => {
    const { page } = await browser.open('realtime-agent');
    const gives = ['latency', 'accuracy', 'tools'];
    for (const corner of gives) {
      await page.locator(`button.try[data-try=${corner}]`).click();
      expect((await shownBy(page, 0)).fits, corner).toBe(true);
      await page.locator('button.reset').click();
      expect((await shownBy(page, 0)).fits).toBe(false);
    }
    await page.close();
  });

  it('copies the counterproposal, word for word', async () => {
    const { page } = await browser.open('realtime-agent');
    await page.evaluate(
      'navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }',
    );
    await page.locator('button.copy').click();
    expect(await page.evaluate('window.copied')).toBe((await shownBy(page, 0)).offer);
    expect(await page.locator('.copied').textContent()).toBe('Copied.');
    await page.locator('button.link').click();
    expect(await page.evaluate('window.copied')).toBe(page.url());
    await page.close();
  });

  it('counts a month at the volume that is asked', async () => {
    const { page } = await browser.open('service-business');
    const volume = page.locator('#agent-1-volume');
    await page.locator('#agent-1 details', { hasText: 'Cost per model' }).first().click();
    await volume.press('End');
    const words = await page.locator('#agent-1 .volumes output').textContent();
    expect(words).toBe('7,000,000');
    const head = await page.locator('#agent-1 .costs thead').first().textContent();
    expect(head).toContain('7.00M conversations');
    await page.close();
  });

  it('prints everything that is folded, and nothing that only works on a screen', async () => {
    const { page } = await browser.open('service-business');
    const pdf = await page.pdf();
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('details.fold:not([open])').count()).toBe(0);
    expect(await page.locator('button:visible, input:visible').count()).toBe(0);
    await page.close();
  });
});

/** The drawing is as wide as its place, once the page has seen that it was resized. */
const CHART_FITS = `[...document.querySelectorAll('.picture')].every((place) => {
  const svg = place.querySelector('svg');
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  return svg === null || Math.abs(svg.viewBox.baseVal.width - Math.max(280, place.clientWidth / size)) <= 1;
})`;

/** Words of a chart that reach over its edge. */
const CUT_WORDS = `[...document.querySelectorAll('.chart text')].filter((text) => {
  const [own, whole] = [text.getBoundingClientRect(), text.ownerSVGElement.getBoundingClientRect()];
  return own.left < whole.left - 1 || own.right > whole.right + 1;
}).map((text) => text.textContent)`;

type Slider = Awaited<ReturnType<ReturnType<Page['locator']>['all']>>[number];

/** With the mouse, to about two thirds of the track. */
async function dragged(page: Page, input: Slider): Promise<void> {
  await input.scrollIntoViewIfNeeded();
  const box = await input.boundingBox();
  if (box === null) throw new Error('a slider is out of sight');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 3, y);
  await page.mouse.down();
  await page.mouse.move(box.x + (2 * box.width) / 3, y, { steps: 3 });
  await page.mouse.up();
}

/** With the keyboard, to the third place from the loose end. */
async function stepped(page: Page, input: Slider): Promise<void> {
  await input.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
}
