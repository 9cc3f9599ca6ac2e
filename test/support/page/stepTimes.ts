import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CDPSession } from 'playwright-core';

/**
 * How long a page works for one step of a slider until everything is laid out again, for every stop of
 * every slider: ms of the processor that the page's thread took, so that what else the machine does
 * hardly counts.
 *
 * @param chromium path of the browser
 * @param passes how often all of them are gone through
 * @param every looks at each so manieth stop only
 */
export async function stepTimes(
  chromium: string,
  html: string,
  passes: number,
  every = 1,
): Promise<number[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'budget-steps-'));
  const path = join(folder, 'page.html');
  writeFileSync(path, html);
  const { chromium: browsers } = await import('playwright-core');
  const browser = await browsers.launch({ executablePath: chromium, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(pathToFileURL(path).href);
    const all = await page.evaluate<[number, number, number][]>(STEPS);
    const steps = all.filter((_, place) => place % every === 0);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const times: number[][] = [];
    while (times.length < passes) {
      const pass: number[] = [];
      for (const step of steps) pass.push(await timeOf(session, step));
      times.push(pass);
    }
    return times;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

/** Sliders that can be moved: place, stop, and where it stood at first. */
const STEPS = `[...document.querySelectorAll('.controls input')].flatMap((input, place) =>
  [...Array(Number(input.max) + 1).keys()].map((stop) => [place, stop, Number(input.value)]))`;

async function timeOf(
  session: CDPSession,
  [place, stop, asked]: readonly [number, number, number],
): Promise<number> {
  const before = await worked(session);
  await session.send('Runtime.evaluate', { expression: slideTo(place, stop) });
  const after = await worked(session);
  await session.send('Runtime.evaluate', { expression: slideTo(place, asked) });
  return after - before;
}

/** Asking for a height lays out. */
function slideTo(place: number, stop: number): string {
  return `{
    const input = document.querySelectorAll('.controls input')[${place}];
    input.value = '${stop}';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    document.body.getBoundingClientRect();
  }`;
}

/** ms that the page has worked so far. */
async function worked(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
}
