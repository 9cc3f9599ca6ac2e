import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * How long a page takes from one step of a slider until everything is laid out again, in ms, for every
 * stop of every slider.
 *
 * @param chromium path of the browser
 * @param passes how often all of them are gone through
 */
export async function stepTimes(
  chromium: string,
  html: string,
  passes: number,
): Promise<number[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'budget-steps-'));
  const path = join(folder, 'page.html');
  writeFileSync(path, html);
  const { chromium: browsers } = await import('playwright-core');
  const browser = await browsers.launch({ executablePath: chromium, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(pathToFileURL(path).href);
    const times: number[][] = [];
    while (times.length < passes) times.push(await page.evaluate<number[]>(SLIDE_ALL));
    return times;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

/** In the page: every slider through all its stops, one after another; asking for a height lays out. */
const SLIDE_ALL = `(() => {
  const times = [];
  for (const input of document.querySelectorAll('.controls input')) {
    const asked = input.value;
    for (let stop = 0; stop <= Number(input.max); stop++) {
      const start = performance.now();
      input.value = String(stop);
      input.dispatchEvent(new Event('input', { bubbles: true }));
      document.body.getBoundingClientRect();
      times.push(performance.now() - start);
    }
    input.value = asked;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }
  return times;
})()`;
