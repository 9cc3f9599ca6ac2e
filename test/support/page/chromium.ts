import { existsSync } from 'node:fs';

/** Where Debian and others put it. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser to open pages in, `CHROMIUM` before others; null where there is none. */
export function chromiumPath(): string | null {
  const named = process.env['CHROMIUM'] ?? '';
  return [named, ...PLACES].find((path) => path !== '' && existsSync(path)) ?? null;
}
