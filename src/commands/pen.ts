import { createRequire } from 'node:module';
import type { Pen, PlotLibrary } from '../render/charts/plotLibrary.ts';
import type { GlobalFlags } from './global.ts';
import { writesFile } from './writeOutputs.ts';

/** What to draw with, or why there is nothing. */
export type FoundPen = { readonly pen: Pen } | { readonly missing: string };

/** What draws charts, and the document that it draws in: optional peers, as few need them. */
const LIBRARIES = { plot: '@observablehq/plot', document: 'linkedom' } as const;

interface Documents {
  parseHTML(html: string): { readonly document: unknown };
}

/** Drawing is loaded only where Markdown goes to a file; null everywhere else. */
export function penFor(flags: GlobalFlags): FoundPen | null {
  if (!writesFile(flags, 'markdown')) return null;
  // Required, not imported: code that was compiled ahead of time cannot import.
  const load = createRequire(import.meta.url);
  try {
    const { parseHTML } = load(LIBRARIES.document) as Documents;
    const { document } = parseHTML('<html><body></body></html>');
    return { pen: { Plot: load(LIBRARIES.plot) as PlotLibrary, document } };
  } catch {
    const names = Object.values(LIBRARIES).join(' ');
    return { missing: `No pictures: npm install ${names} installs what draws them.` };
  }
}
