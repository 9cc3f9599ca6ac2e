import type { WithFiles } from '../formats.ts';
import { type Block, Markdown, marked, written } from '../markdown/markdown.ts';
import type { Picture } from './plotLibrary.ts';

/** The pictures of one section, or why none could be drawn. */
export type Drawn =
  | { readonly pictures: (section: string) => readonly Picture[] }
  | { readonly missing: string };

/**
 * Markdown that shows pictures which lie in files beside it, each named after the Markdown's own file.
 *
 * @param path where the Markdown will be; without one there is no beside
 * @param sections names of what has pictures; with one only, no file is named after it
 */
export function withPictures(
  path: string | undefined,
  drawn: Drawn | null,
  sections: readonly string[],
  write: (pictures: (section: string) => readonly Block[]) => string,
): string | WithFiles {
  if (path === undefined || drawn === null) return write(() => []);
  if ('missing' in drawn) return write(() => [marked`<sub>${drawn.missing}</sub>`]);
  const beside: { name: string; text: string }[] = [];
  const text = write((section) =>
    drawn.pictures(section).map(({ name, alt, svg }) => {
      const file = `${prefix(path, section, sections)}.${name}.svg`;
      beside.push({ name: file, text: svg });
      return new Markdown(`![${written(alt)}](${encodeURIComponent(file)})`);
    }),
  );
  return { text, beside };
}

const LONGEST = 48;

function prefix(path: string, section: string, sections: readonly string[]): string {
  const file = path.split(/[/\\]/u).at(-1) ?? path;
  const base = file.replace(/\.[^.]+$/u, '');
  if (sections.length < 2) return base;
  const plain = (name: string) => name.replaceAll(/[^\w.-]+/gu, '-').slice(0, LONGEST);
  const own = plain(section);
  // Where names look alike without what a file name cannot hold, their places tell them apart.
  const alike = sections.filter((other) => plain(other) === own).length > 1;
  return `${base}.${own}${alike ? `-${sections.indexOf(section) + 1}` : ''}`;
}
