import type { Document, Node, Pair } from 'yaml';
import { isAlias, isMap, isNode, isPair, isScalar, isSeq } from 'yaml';
import type { YamlPath } from './yamlPath.ts';

/** Where a path leads in a document: the pair that introduces the value, if any, and the value. */
export interface Located {
  readonly pair: Pair | null;
  readonly node: Node | null;
}

/**
 * Follows a path through maps, lists, aliases and merge keys, as far as it exists.
 *
 * @example locate(parseDocument('a: [1, 2]'), ['a', 1]).node // the scalar 2
 */
export function locate(document: Document, path: YamlPath): Located {
  let at: Located = { pair: null, node: asNode(document.contents) };
  for (const part of path) {
    const next = step(document, at.node, part);
    if (next === null) break;
    at = next;
  }
  return at;
}

function step(document: Document, from: Node | null, part: string | number): Located | null {
  const node = resolved(document, from);
  if (isMap(node)) {
    const pair = pairOf(document, node.items, String(part));
    return pair === null ? null : { pair, node: asNode(pair.value) };
  }
  if (!isSeq(node)) return null;
  const item = node.items[Number(part)];
  if (isPair(item)) return { pair: item, node: asNode(item.value) };
  return isNode(item) ? { pair: null, node: item } : null;
}

/** The pair with a key: its own first, then those merged in with `<<`, last merge first. */
function pairOf(document: Document, items: readonly Pair[], key: string): Pair | null {
  const own = items.find((pair) => keyText(pair.key) === key && !isMergeKey(pair.key));
  if (own !== undefined) return own;
  for (const { value } of items.filter((pair) => isMergeKey(pair.key))) {
    const merged = resolved(document, asNode(value));
    const maps = isSeq(merged)
      ? merged.items.map((item) => resolved(document, asNode(item)))
      : [merged];
    for (const map of maps) {
      const found = isMap(map) ? pairOf(document, map.items, key) : null;
      if (found !== null) return found;
    }
  }
  return null;
}

function resolved(document: Document, node: Node | null): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}

function asNode(value: unknown): Node | null {
  return isNode(value) ? value : null;
}

/**
 * Whether a key is the YAML merge key `<<`, unquoted.
 *
 * @example isMergeKey(pair.key)
 */
export function isMergeKey(key: unknown): boolean {
  if (!isScalar(key)) return false;
  // The library resolves << to a symbol, unless a tag keeps it text.
  if (typeof key.value === 'symbol') return key.value.description === '<<';
  return key.value === '<<' && key.type === 'PLAIN';
}

/**
 * A key as it is spelt in the value: integer keys become text, an empty key "".
 *
 * @returns null for a key that is a list or a map.
 * @example keyText(new Scalar(1)) // '1'
 */
export function keyText(key: unknown): string | null {
  const value = isScalar(key) ? key.value : key;
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? null : String(value);
}
