import { oneLine } from '../text/oneLine.ts';
import { type Block, Markdown, written } from './markdown.ts';

/** Details that GitHub shows folded behind a summary. */
export function folded(summary: string, body: Block): Markdown {
  return new Markdown(
    `<details><summary>${escaped(summary)}</summary>\n\n${written(body)}\n\n</details>`,
  );
}

function escaped(text: string): string {
  return oneLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
