import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath } from './chromium.ts';

/** A page in a browser, with everything that it said or asked for and should not have. */
export interface WatchedPage {
  readonly page: Page;
  /** The console's lines, errors, dialogs, and addresses that are not on the disk. */
  readonly said: readonly string[];
}

/** Pages on the disk and the browser that opens them. */
export class InBrowser {
  readonly #folder = mkdtempSync(join(tmpdir(), 'budget-browser-'));
  #browser: Browser | null = null;

  write(name: string, html: string): void {
    writeFileSync(join(this.#folder, `${name}.html`), html);
  }

  /** @param hash what follows the address, `#` included */
  async open(
    name: string,
    { width = 1280, hash = '' }: { readonly width?: number; readonly hash?: string } = {},
  ): Promise<WatchedPage> {
    this.#browser ??= await launched();
    const page = await this.#browser.newPage({ viewport: { width, height: 900 } });
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('dialog', (dialog) => {
      said.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) said.push(request.url());
    });
    await page.goto(`${pathToFileURL(join(this.#folder, `${name}.html`)).href}${hash}`);
    return { page, said };
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    rmSync(this.#folder, { recursive: true });
  }
}

async function launched(): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  const path = chromiumPath();
  if (path === null) throw new Error('there is no Chromium here');
  return chromium.launch({ executablePath: path, args: ['--no-sandbox'] });
}

/** Whether pages can be opened; says so where they cannot. */
export function hasBrowser(): boolean {
  if (chromiumPath() !== null) return true;
  process.stderr.write(
    'no Chromium here (CHROMIUM=path names one): the page is not opened in it\n',
  );
  return false;
}
