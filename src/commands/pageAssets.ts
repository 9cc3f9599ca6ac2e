import { readFileSync } from 'node:fs';
import type { PageAssets } from '../render/page/page.ts';
import { packageFile } from './packageFile.ts';

/** Script and style of the page as they were built (scripts/build.mjs). */
export function pageAssets(): PageAssets {
  return {
    script: readFileSync(packageFile('dist/page/main.js'), 'utf8').trimEnd(),
    style: readFileSync(packageFile('dist/page/page.css'), 'utf8').trimEnd(),
  };
}
