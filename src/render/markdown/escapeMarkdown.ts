import { oneLine } from '../text/oneLine.ts';

/** Between two of the characters that GitHub would make a mention or a link of; not seen. */
const APART = '&#8203;';

/** What each piece of text that would mean something becomes; in this order, over the whole text. */
const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [/&(?=#?[a-z0-9]+;)/giu, '&amp;'],
  [/[\\`*[\]~]/gu, String.raw`\$&`],
  // Inside of a word it is none: crm_lookup stays as it is.
  [/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, String.raw`\_`],
  [/<(?=[a-z/!?])/giu, '&lt;'],
  // Money is $ and a digit; anything else could begin a formula.
  [/\$(?!\d)/gu, String.raw`\$$`],
  [/(?<!&)#(?=\d)/gu, `#${APART}`],
  // A mention begins a word, an address has a dot behind; llama-8b@h100 is neither.
  [/(?<![\p{L}\p{N}])@(?=[\p{L}\p{N}_-])|@(?=[\p{L}\p{N}_-]+\.[\p{L}])/gu, `@${APART}`],
  [/:(?=\/\/)/gu, `:${APART}`],
  [/\b(www)\./giu, `$1${APART}.`],
];

/** What would begin a heading, a quotation, a list or a rule at the beginning of a line. */
const BEGINNING = /^(\d*)([#>]|[+\-=.)](?=[\s=-]|$))/u;

/**
 * Text as Markdown that shows it, whatever is in it: no markup, no HTML, no link, no mention. In what
 * people usually write, nothing is changed, so that it reads as well where nobody renders it.
 */
export function escapeMarkdown(text: string): string {
  const escaped = MEANINGS.reduce(
    (shown, [meaning, instead]) => shown.replaceAll(meaning, instead),
    oneLine(text).trim(),
  );
  return escaped.replace(BEGINNING, String.raw`$1\$2`);
}
