import { isCollection, isMap, type Node, parseDocument } from 'yaml';
import { keyText } from './locate.ts';
import { parseOptions } from './parseOptions.ts';

/** An entry of a block map or a block list, as it is written. */
export interface BlockEntry {
  /** Null in a list. */
  readonly key: string | null;
  readonly lines: readonly string[];
}

/**
 * The entries of a text that is one block map or list, in order; together they hold every line of it.
 * Blank lines and comments go with the entry that they precede, comments as far in as an entry's own
 * content with that entry.
 *
 * @param text without indentation
 * @returns none for a text that is neither
 */
export function blockEntries(text: string): BlockEntry[] {
  const { contents } = parseDocument(text, parseOptions);
  if (!isCollection(contents) || contents.flow === true) return [];
  const lines = text.split('\n');
  const lineOf = (node: unknown) => text.slice(0, startOf(node)).split('\n').length - 1;
  const starts = isMap(contents)
    ? contents.items.map(({ key }) => lineOf(key))
    : contents.items.map((item) =>
        lines.findLastIndex((line, index) => index <= lineOf(item) && isDash(line)),
      );
  const froms = starts.map((start, index) => (index === 0 ? 0 : leadOf(lines, start)));
  return froms.map((from, index) => {
    const item = isMap(contents) ? contents.items[index] : undefined;
    return {
      key: item === undefined ? null : keyText(item.key),
      lines: lines.slice(from, froms[index + 1] ?? lines.length),
    };
  });
}

/** The lines of what stands behind the dash of a list's only entry, without its indentation. */
export function behindDash(lines: readonly string[]): string[] {
  const at = lines.findIndex(isDash);
  const first = lines[at] ?? '';
  const own = first.slice(1).trimStart();
  const below = lines.slice(at + 1);
  const isAlone = own === '' || own.startsWith('#');
  const next = below.find((line) => line.trim() !== '' && !line.trimStart().startsWith('#')) ?? '';
  const column = isAlone ? next.length - next.trimStart().length : first.length - own.length;
  return [...lines.slice(0, at), ...(own === '' ? [] : [own]), ...dedented(below, column)];
}

/** Lines without so many columns; a line that starts before starts at the margin. */
export function dedented(lines: readonly string[], column: number): string[] {
  return lines.map((line) =>
    line.slice(0, column).trim() === '' ? line.slice(column) : line.trimStart(),
  );
}

function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}

function isDash(line: string): boolean {
  return /^-(?:\s|$)/u.test(line);
}

/** Where the blank lines and comments at the margin begin that stand before a line. */
function leadOf(lines: readonly string[], start: number): number {
  return lines.findLastIndex((line, index) => index < start && !/^(?:#|\s*$)/u.test(line)) + 1;
}
