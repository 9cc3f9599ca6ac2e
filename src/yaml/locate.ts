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
  return new Locator(document).locate(path);
}

/** Follows many paths through one document, which must not change meanwhile. */
export class Locator {
  readonly #document: Document;
  /** Kept here and not by the nodes they are of, so that nothing keeps a document but its reader. */
  readonly #indexes = new Map<readonly Pair[], ReadonlyMap<string, Pair>>();

  constructor(document: Document) {
    this.#document = document;
  }

  locate(path: YamlPath): Located {
    let at: Located = { pair: null, node: asNode(this.#document.contents) };
    for (const part of path) {
      const next = this.#step(at.node, part);
      if (next === null) break;
      at = next;
    }
    return at;
  }

  #step(from: Node | null, part: string | number): Located | null {
    const node = this.#resolved(from);
    if (isMap(node)) {
      const pair = this.#pairOf(node.items, String(part));
      return pair === null ? null : { pair, node: asNode(pair.value) };
    }
    if (!isSeq(node)) return null;
    const item = node.items[Number(part)];
    if (isPair(item)) return { pair: item, node: asNode(item.value) };
    return isNode(item) ? { pair: null, node: item } : null;
  }

  /** The pair with a key: its own first, then those merged in with `<<`, last merge first. */
  #pairOf(items: readonly Pair[], key: string): Pair | null {
    const own =
      items.length > FEW
        ? this.#indexOf(items).get(key)
        : items.find((pair) => ownKey(pair) === key);
    if (own !== undefined) return own;
    for (const { value } of items.filter((pair) => isMergeKey(pair.key))) {
      const source = this.#resolved(asNode(value));
      const maps = isSeq(source)
        ? source.items.map((item) => this.#resolved(asNode(item)))
        : [source];
      for (const map of maps) {
        const merged = isMap(map) ? this.#pairOf(map.items, key) : null;
        if (merged !== null) return merged;
      }
    }
    return null;
  }

  #indexOf(items: readonly Pair[]): ReadonlyMap<string, Pair> {
    const known = this.#indexes.get(items) ?? indexOf(items);
    this.#indexes.set(items, known);
    return known;
  }

  #resolved(node: Node | null): Node | null {
    return isAlias(node) ? (node.resolve(this.#document) ?? null) : node;
  }
}

/** Up to so many keys are looked at one by one; for more, that would take the square of their number. */
const FEW = 16;

/** The pairs of one map by their keys, the first one where a key is given twice. */
function indexOf(items: readonly Pair[]): Map<string, Pair> {
  const own = new Map<string, Pair>();
  for (const pair of items) {
    const key = ownKey(pair);
    if (key !== null && !own.has(key)) own.set(key, pair);
  }
  return own;
}

function ownKey({ key }: Pair): string | null {
  return isMergeKey(key) ? null : keyText(key);
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
