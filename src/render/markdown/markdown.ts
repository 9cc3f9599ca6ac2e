import { oneLine } from '../text/oneLine.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';

/** Text that is Markdown already. Made by the functions of this folder only, so that nothing gets in unescaped. */
export class Markdown {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A paragraph, an item or a cell: plain text is escaped. */
export type Block = Markdown | string;

/**
 * Markdown with everything escaped that is put into it.
 *
 * @example marked`**${verdict}** ${code(id)}`
 */
export function marked(strings: TemplateStringsArray, ...contents: readonly Block[]): Markdown {
  const parts = strings.map((text, index) => {
    const content = contents[index];
    return content === undefined ? text : text + written(content);
  });
  return new Markdown(parts.join(''));
}

/** The Markdown of a block. */
export function written(block: Block): string {
  return block instanceof Markdown ? block.text : escapeMarkdown(block);
}

/** Blocks below one another; empty ones are left out. */
export function blocks(all: readonly Block[], between = '\n\n'): Markdown {
  return new Markdown(
    all
      .map(written)
      .filter((text) => text !== '')
      .join(between),
  );
}

/** A list, one block an item; nothing for none. */
export function bullets(items: readonly Block[]): Markdown {
  return new Markdown(items.map((item) => `- ${written(item)}`).join('\n'));
}

/** Text to be typed or looked up as it is, with as many backticks around it as it takes. */
export function code(text: string): Markdown {
  const shown = oneLine(text);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 ? ' ' : '';
  return new Markdown(`${fence}${space}${shown}${space}${fence}`);
}
