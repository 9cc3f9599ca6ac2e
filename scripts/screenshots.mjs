// Takes the pictures of docs/report.md: node scripts/screenshots.mjs (npm run screenshots builds first).
// Needs Chromium (CHROMIUM=path names one). Fonts differ between machines, so nothing compares the bytes.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'docs/pictures');
const browserPath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path && existsSync(path),
);
if (browserPath === undefined) throw new Error('no Chromium here: CHROMIUM=path names one');

/** What each picture shows: the example, how wide, in which colours, what is done first, what is seen. */
const PICTURES = [
  { name: 'page', example: 'realtime-agent', width: 1120, height: 900 },
  {
    name: 'page-moved',
    example: 'realtime-agent',
    width: 1120,
    height: 900,
    colorScheme: 'dark',
    first: (page) => page.locator('button.try[data-try=latency]').click(),
  },
  { name: 'page-cards', example: 'realtime-agent', width: 1120, seen: '[data-part=cards]' },
  { name: 'page-offer', example: 'realtime-agent', width: 1120, seen: '.offer' },
  { name: 'page-time', example: 'realtime-agent', width: 1120, seen: 'details:has(.waterfall)' },
  { name: 'page-phone', example: 'realtime-agent', width: 360, height: 1200 },
  {
    name: 'page-cost',
    example: 'service-business',
    width: 1120,
    first: async (page) => {
      await page.locator('#agent-1 summary', { hasText: 'Cost per model' }).click();
      await page.locator('#agent-1-volume').press('End');
    },
    seen: '#agent-1 details:has(.costs)',
  },
  { name: 'page-agents', example: 'service-business', width: 1120, height: 420 },
];

mkdirSync(target, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'budget-pictures-'));
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
try {
  for (const picture of PICTURES) await take(picture);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}

async function take({ name, example, width, height = 900, colorScheme = 'light', first, seen }) {
  const path = join(folder, `${example}.html`);
  if (!existsSync(path))
    execFileSync(
      process.execPath,
      ['dist/cli.js', 'report', `examples/${example}/spec.yaml`, '-q', '-o', path],
      { cwd: root },
    );
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  await page.goto(pathToFileURL(path).href);
  await first?.(page);
  await page.evaluate('document.activeElement.blur(); scrollTo(0, 0)');
  const file = join(target, `${name}.png`);
  await (seen ? page.locator(seen).first() : page).screenshot({ path: file });
  await page.close();
  console.log(`${name}.png ${Math.round(statSync(file).size / 1000)} kB`);
}
