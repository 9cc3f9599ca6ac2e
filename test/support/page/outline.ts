import type { PageElement } from './openPage.ts';

/** What one node of a page holds, read by the outline. */
interface Node extends PageElement {
  readonly childNodes: Iterable<Node>;
  readonly nodeType: number;
}

const ELEMENT = 1;

/** Elements that begin a line of their own, by what stands before it. */
const LINES: Readonly<Record<string, string>> = {
  H1: '# ',
  H2: '## ',
  H3: '### ',
  H4: '#### ',
  P: '',
  LI: '- ',
  DT: ': ',
  DD: '  ',
  BLOCKQUOTE: '> ',
  CAPTION: '',
  LABEL: '[slider] ',
  BUTTON: '[button] ',
  SUMMARY: '[fold] ',
  TEXT: '[chart] ',
  PATH: '',
};

/** A page as text, a line for everything that has one: for a diff that shows what changed on it. */
export function outline(root: PageElement): string {
  const lines: string[] = [];
  walk(root as Node, lines);
  return `${lines.filter((line) => line.trim() !== '').join('\n')}\n`;
}

function walk(node: Node, lines: string[]): void {
  if (node.nodeType !== ELEMENT) return;
  const tag = node.tagName.toUpperCase();
  if (tag === 'SCRIPT' || tag === 'STYLE') return;
  if (tag === 'TR') {
    lines.push(`| ${[...node.childNodes].filter(isElement).map(textOf).join(' | ')}`);
    return;
  }
  if (tag === 'OUTPUT') {
    lines.push(`  = ${textOf(node)}`);
    return;
  }
  const before = LINES[tag] ?? (hasOwnWords(node) ? '' : undefined);
  if (before === undefined || hasLines(node)) {
    for (const child of node.childNodes) walk(child, lines);
    return;
  }
  lines.push(`${before}${textOf(node)}`);
}

/** Whether words stand in it itself, not only in what it holds. */
function hasOwnWords(node: Node): boolean {
  return [...node.childNodes].some((child) => !isElement(child) && child.textContent.trim() !== '');
}

/** Whether something within begins a line of its own. */
function hasLines(node: Node): boolean {
  return [...node.childNodes].some(
    (child) => isElement(child) && (child.tagName.toUpperCase() in LINES || hasLines(child)),
  );
}

function isElement(node: Node): boolean {
  return node.nodeType === ELEMENT;
}

/** Its words on one line; a date is printed as it was written, since the page tells its age today. */
function textOf(node: Node): string {
  const aged = [...node.querySelectorAll('time')];
  const text = aged.reduce(
    (words, time) => words.replace(time.textContent, time.getAttribute('datetime') ?? ''),
    node.textContent,
  );
  return text.replaceAll(/\s+/g, ' ').trim();
}
