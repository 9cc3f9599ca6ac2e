import {
  type Document,
  isAlias,
  isMap,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import { keyText, locate } from './locate.ts';
import { lastOffset } from './lastOffset.ts';
import { parseOptions } from './parseOptions.ts';
import { pathText, valueAt, type YamlPath } from './yamlPath.ts';

/** A value to be written, in both styles of YAML: which one is used depends on the map around it. */
export interface WrittenValue {
  /** Lines of a block, without the indentation of the place; `step` is what nesting adds. */
  lines(step: string): readonly string[];
  /** The same within braces, on one line. */
  readonly flow: string;
}

/** The text with the key set, or why it cannot be set. */
export type Edited = { readonly text: string } | { readonly problem: string };

/**
 * Sets a key of a map in a YAML text and leaves every other byte as it is: comments, blank lines,
 * order, quotes, line ends. A new key goes last; one that exists is replaced where it stands, and a
 * comment beside it stays.
 *
 * @param path the map that gets the key; must exist
 */
export function setKey(text: string, path: YamlPath, key: string, value: WrittenValue): Edited {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const content = text.slice(mark.length);
  const document = parseDocument(content, parseOptions);
  const { node } = locate(document, path);
  if (isAlias(node))
    return { problem: `${pathText(path)} repeats another part of the file (*${node.source})` };
  if (!isMap(node) || node.items.length === 0)
    return { problem: `${pathText(path)} is not a map with keys` };
  const place = placeOf(content, document, node, path);
  const pair = ownPair(node, key);
  const edited =
    node.flow === true
      ? inBraces(content, node, pair, `${key}: ${value.flow}`)
      : inBlock(content, node, pair, key, value.lines(place.step), place);
  return saysElse(document, path, key) === saysElse(parseDocument(edited, parseOptions), path, key)
    ? { text: mark + edited }
    : { problem: `${pathText(path)} is repeated elsewhere in the file, which would change, too` };
}

/** All that a document says but at one key, as text: an alias elsewhere may repeat what is edited. */
function saysElse(document: Document, path: YamlPath, key: string): string {
  // Through JSON, so that what aliases repeat becomes values of their own.
  const said = JSON.parse(JSON.stringify(document.toJS() ?? null)) as unknown;
  const map = valueAt(said, path);
  if (typeof map === 'object' && map !== null) Reflect.deleteProperty(map, key);
  return JSON.stringify(said);
}

interface Place {
  /** What stands before the keys of the map. */
  readonly indent: string;
  /** What one more level of nesting adds. */
  readonly step: string;
  readonly newline: string;
}

function placeOf(text: string, document: Document, map: YAMLMap, path: YamlPath): Place {
  const indent = columnOf(text, map);
  const parent = locate(document, path.slice(0, -1)).node;
  const outer =
    isMap(parent) && path.length > 0 && parent.flow !== true ? columnOf(text, parent) : 0;
  return {
    indent: ' '.repeat(indent),
    step: ' '.repeat(indent > outer ? indent - outer : 2),
    newline: text.includes('\r\n') ? '\r\n' : '\n',
  };
}

/** Spaces before the first key of a map. */
function columnOf(text: string, map: YAMLMap): number {
  const start = startOf(map.items[0]);
  return start - (text.lastIndexOf('\n', start - 1) + 1);
}

function startOf(pair: Pair | undefined): number {
  const key = pair?.key as Node | undefined;
  return key?.range?.[0] ?? 0;
}

function ownPair(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => keyText(pair.key) === key);
}

function inBraces(text: string, map: YAMLMap, pair: Pair | undefined, entry: string): string {
  if (pair) return text.slice(0, startOf(pair)) + entry + text.slice(lastOffset(pair));
  const end = lastOffset(map.items.at(-1));
  return `${text.slice(0, end)}, ${entry}${text.slice(end)}`;
}

function inBlock(
  text: string,
  map: YAMLMap,
  pair: Pair | undefined,
  key: string,
  lines: readonly string[],
  { indent, step, newline }: Place,
): string {
  const nested = lines.map((line) => (line === '' ? '' : indent + step + line)).join(newline);
  if (pair === undefined) {
    const last = endOfLine(text, lastOffset(map.items.at(-1)));
    const end = endOfBlock(text, last, indent.length);
    return `${text.slice(0, end)}${newline}${indent}${key}:${newline}${nested}${text.slice(end) || newline}`;
  }
  const from = startOf(pair);
  const to = endOfBlock(text, endOfLine(text, lastOffset(pair)), indent.length);
  return `${text.slice(0, from)}${headOf(text, pair, key)}${newline}${nested}${text.slice(to)}`;
}

/** The key with the comment beside it, or beside the end of a value that starts on its line. */
function headOf(text: string, pair: Pair, key: string): string {
  const from = startOf(pair);
  const lineEnd = endOfLine(text, from);
  const value = pair.value as Node | null;
  const startsBelow = (value?.range?.[0] ?? 0) > lineEnd;
  if (startsBelow) return text.slice(from, lineEnd).trimEnd();
  const last = lastOffset(pair);
  return `${key}:${text.slice(last, endOfLine(text, last)).trimEnd()}`;
}

/** Comments that are indented more than the key belong to its block. */
export function endOfBlock(text: string, from: number, indent: number): number {
  let end = from;
  for (;;) {
    const next = /^\r?\n( *)#[^\n\r]*/u.exec(text.slice(end));
    if (next === null || (next[1] ?? '').length <= indent) return end;
    end += next[0].length;
  }
}

/** Offset of the end of the line that an offset is on; a line break just before it counts as its own. */
export function endOfLine(text: string, offset: number): number {
  const from = text[offset - 1] === '\n' ? offset - 1 : offset;
  const end = text.indexOf('\n', from);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}
