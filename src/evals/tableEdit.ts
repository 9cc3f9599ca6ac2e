import { isMap, isSeq, LineCounter, parseDocument, type Node, type Pair, type YAMLMap } from 'yaml';

/** A change to a text: what stands from `start` to `end` becomes `text`. */
interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What the results say of one eval of a table. */
export interface EvalEdit {
  readonly name: string;
  /** Written where the table has no such eval. */
  readonly baseline: { readonly accuracy: string; readonly architecture: string };
  /** Shares of tasks; written where the eval is new. */
  readonly tasks: string | null;
  /** The file of item outcomes, as the table names it. */
  readonly items: string;
  /** Rows to replace, by their place in the list, and rows to add. */
  readonly replaced: ReadonlyMap<number, string>;
  readonly added: readonly string[];
}

/**
 * Puts rows into an eval of a table, touching nothing else: comments, order, alignment and line ends
 * stay as they are, byte by byte.
 */
export function editTable(text: string, edit: EvalEdit): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const document = parseDocument(text, { lineCounter: new LineCounter() });
  const root = document.contents;
  const evals = isMap(root) ? valueAt(root, 'evals') : null;
  const splices = evalSplices(text, root as Node | null, evals, edit);
  const edited = [...splices]
    .sort((a, b) => b.start - a.start)
    .reduce((out, { start, end, text: by }) => out.slice(0, start) + by + out.slice(end), text);
  return newline === '\n' ? edited : edited.replaceAll(/\r?\n/gu, newline);
}

function evalSplices(
  text: string,
  root: Node | null,
  evals: Node | null,
  edit: EvalEdit,
): Splice[] {
  if (!isMap(evals)) {
    const block = ['evals:', ...newEval(edit, '  ')].join('\n');
    // An `evals:` without anything below it is written over.
    const pair = isMap(root) ? pairAt(root, 'evals') : null;
    if (pair !== null) {
      const start = rangeOf(pair.key as Node)[0];
      return [{ start, end: endOfLine(text, start), text: block }];
    }
    return [append(text, block)];
  }
  const own = valueAt(evals, edit.name);
  if (!isMap(own)) return [intoMap(text, evals, newEval(edit, ''))];
  return [...rowSplices(text, own, edit), ...itemsSplice(text, own, edit)];
}

/** An eval as it is written for the first time. */
function newEval(edit: EvalEdit, indent: string): string[] {
  const { baseline, tasks } = edit;
  return [
    `${edit.name}:`,
    `  baseline: { accuracy: ${baseline.accuracy}, architecture: ${baseline.architecture} }`,
    ...(tasks === null
      ? []
      : [`  tasks: ${tasks}   # shares of the items; write those of your traffic`]),
    `  items: ${edit.items}`,
    '  rows:',
    ...edit.added.map((row) => `    - ${row}`),
  ].map((line) => `${indent}${line}`);
}

function rowSplices(text: string, own: YAMLMap, edit: EvalEdit): Splice[] {
  const rows = valueAt(own, 'rows');
  if (!isSeq(rows)) {
    if (edit.added.length === 0) return [];
    const lines = ['rows:', ...edit.added.map((row) => `  - ${row}`)];
    const inline = `rows: [ ${edit.added.join(', ')} ]`;
    return [intoMap(text, own, lines, inline)];
  }
  const replaced = [...edit.replaced].flatMap<Splice>(([index, row]) => {
    const node = rows.items[index];
    if (node === undefined) return [];
    const [start, end] = rangeOf(node as Node);
    return [{ start, end: trimmedEnd(text, start, end), text: row }];
  });
  if (edit.added.length === 0) return replaced;
  return [...replaced, addedRows(text, rows as unknown as Node, rows.items as Node[], edit.added)];
}

function addedRows(
  text: string,
  rows: Node,
  items: readonly Node[],
  added: readonly string[],
): Splice {
  const last = items.at(-1);
  const [start, end] = rangeOf(rows);
  if (last === undefined) return firstRows(text, start, end, added);
  if (text[start] === '[') {
    const close = text.lastIndexOf(']', end - 1);
    const inside = trimmedEnd(text, start, close);
    return {
      start: inside,
      end: inside,
      text: `, ${added.join(', ')}`,
    };
  }
  const [from, to] = rangeOf(last);
  const lineStart = text.lastIndexOf('\n', from) + 1;
  const indent = /^\s*/u.exec(text.slice(lineStart))?.[0] ?? '';
  const at = endOfLine(text, trimmedEnd(text, from, to));
  return { start: at, end: at, text: added.map((row) => `\n${indent}- ${row}`).join('') };
}

/** An empty list becomes a block, unless what it stands in is on one line itself. */
function firstRows(text: string, start: number, end: number, added: readonly string[]): Splice {
  const lineStart = text.lastIndexOf('\n', start) + 1;
  const line = text.slice(lineStart, start);
  const isOwnLine = /^\s*rows:\s*$/u.test(line);
  if (!isOwnLine) return { start, end, text: `[ ${added.join(', ')} ]` };
  const indent = /^\s*/u.exec(line)?.[0] ?? '';
  return {
    start: lineStart + line.trimEnd().length,
    end,
    text: added.map((row) => `\n${indent}  - ${row}`).join(''),
  };
}

function itemsSplice(text: string, own: YAMLMap, edit: EvalEdit): Splice[] {
  if (own.has('items')) return [];
  const rows = pairAt(own, 'rows');
  const line = `items: ${edit.items}`;
  if (rows === null) return [intoMap(text, own, [line])];
  // Before the rows, which may be long.
  const at = rangeOf(rows.key as Node)[0];
  const lineStart = text.lastIndexOf('\n', at) + 1;
  const before = text.slice(lineStart, at);
  const separator = /^\s*$/u.test(before) ? `\n${before}` : ', ';
  return [{ start: at, end: at, text: `${line}${separator}` }];
}

/** Adds entries at the end of a map, in its own style. */
function intoMap(
  text: string,
  map: YAMLMap,
  lines: readonly string[],
  inline: string = inlined(lines),
): Splice {
  const [start, end] = rangeOf(map as unknown as Node);
  if (text[start] === '{') {
    const close = text.lastIndexOf('}', end - 1);
    const inside = trimmedEnd(text, start, close);
    return { start: inside, end: inside, text: `${map.items.length === 0 ? ' ' : ', '}${inline}` };
  }
  const firstKey = rangeOf(map.items[0]?.key as Node)[0];
  const lineStart = text.lastIndexOf('\n', firstKey) + 1;
  const indent = ' '.repeat(firstKey - lineStart);
  const at = endOfLine(text, trimmedEnd(text, start, end));
  return { start: at, end: at, text: lines.map((line) => `\n${indent}${line}`).join('') };
}

/** Lines of a block as a flow: only single entries come here. */
function inlined(lines: readonly string[]): string {
  const [head = '', ...rest] = lines.map((line) => line.trim().replace(/\s+#.*$/u, ''));
  if (rest.length === 0) return head;
  const rows = rest.filter((line) => line.startsWith('- ')).map((line) => line.slice(2));
  const keys = rest.filter((line) => !line.startsWith('- ') && line !== 'rows:');
  return `${head} { ${[...keys, `rows: [ ${rows.join(', ')} ]`].join(', ')} }`;
}

function append(text: string, block: string): Splice {
  const at = text.length;
  return {
    start: at,
    end: at,
    text: `${text === '' || text.endsWith('\n') ? '' : '\n'}${block}\n`,
  };
}

function valueAt(map: YAMLMap, key: string): Node | null {
  return (pairAt(map, key)?.value ?? null) as Node | null;
}

function pairAt(map: YAMLMap, key: string): Pair | null {
  return map.items.find((pair) => String(pair.key) === key) ?? null;
}

function rangeOf(node: Node): readonly [number, number] {
  const range = node.range;
  return range ? [range[0], range[1]] : [0, 0];
}

/** The end of what stands there, without white space behind it. */
function trimmedEnd(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length;
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  const end = at === -1 ? text.length : at;
  return text[end - 1] === '\r' ? end - 1 : end;
}
