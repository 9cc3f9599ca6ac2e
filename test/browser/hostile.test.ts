import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostileFiles } from '../support/page/hostileFiles.ts';
import { hasBrowser, InBrowser } from '../support/page/inBrowser.ts';
import { PAYLOADS } from '../support/page/payloads.ts';
import { runCommand } from '../support/runCommand.ts';

describe.skipIf(!hasBrowser())('a page of hostile names in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'budget-hostile-browser-'));
  const browser = new InBrowser();
  const kinds = Object.keys(PAYLOADS);
  beforeAll(async () => {
    for (const [index, kind] of kinds.entries()) {
      const place = join(folder, String(index));
      mkdirSync(place);
      const { spec, table } = hostileFiles(PAYLOADS[kind] ?? '');
      writeFileSync(join(place, 'spec.yaml'), spec);
      writeFileSync(join(place, 'table.yaml'), table);
      const { stdout, stderr } = await runCommand(['report', 'spec.yaml', '-q'], { cwd: place });
      if (stdout === '') throw new Error(`${kind}: ${stderr}`);
      browser.write(String(index), stdout);
    }
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it.each(kinds)(
    'runs nothing, asks for nothing and stays in its width: %s',
    async (kind) => {
      const { page, said } = await browser.open(String(kinds.indexOf(kind)), { width: 360 });
      await page.evaluate(
        "for (const each of document.querySelectorAll('details')) each.setAttribute('open', '')",
      );
      const cards = await page.locator('.card').count();
      for (const input of await page.locator('input[type=range]').all()) {
        await input.press('End');
        await input.press('Home');
      }
      await page.mouse.move(180, 450);
      expect(said).toEqual([]);
      expect(cards).toBe(4);
      expect(await page.locator('main :is(img, iframe, form, b, script)').count()).toBe(0);
      expect(await page.locator('h1').textContent()).toBe(PAYLOADS[kind]);
      expect(
        await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
      ).toBeLessThanOrEqual(0);
      await page.close();
    },
    120_000,
  );
});
