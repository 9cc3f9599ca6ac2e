import type { Document, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isAlias, isMap, isNode, isPair, isScalar, isSeq } from 'yaml';
import { quoted } from '../units/quoted.ts';
import type { DiagnosticCode } from './codes.ts';
import type { Diagnostic } from './diagnostic.ts';
import { isMergeKey, keyText } from './locate.ts';
import type { Positions } from './positions.ts';

interface Walk {
  readonly positions: Positions;
  readonly file: string;
  readonly found: Diagnostic[];
  /** The latest node with each anchor. */
  readonly anchors: Map<string, Node>;
  /** Nodes with an anchor that the walk is inside of: no alias in there may stand for them. */
  readonly ancestors: Set<unknown>;
}

/**
 * What a document must not have although it is valid syntax: duplicate keys, keys that are not
 * text, `__proto__`, and aliases that lead nowhere or to themselves. Such pairs are removed from
 * the document, so that its conversion to a value is safe.
 *
 * @example structureErrors(parseDocument('a: 1\na: 2', { uniqueKeys: false }), positions, 'x.yaml')
 */
export function structureErrors(
  document: Document,
  positions: Positions,
  file: string,
): Diagnostic[] {
  const walk = { positions, file, found: [], anchors: new Map(), ancestors: new Set() };
  visit(walk, document.contents);
  return walk.found;
}

function visit(walk: Walk, node: unknown): void {
  if (isScalar(node)) return remember(walk, node);
  if (isAlias(node)) return checkAlias(walk, node, node.source);
  if (!isMap(node) && !isSeq(node)) return;
  remember(walk, node);
  const isNamed = node.anchor !== undefined;
  if (isNamed) walk.ancestors.add(node);
  if (isMap(node)) checkKeys(walk, node);
  for (const item of node.items) visitItem(walk, item);
  if (isNamed) walk.ancestors.delete(node);
}

function visitItem(walk: Walk, item: unknown): void {
  if (!isPair(item)) return visit(walk, item);
  visit(walk, item.key);
  visit(walk, item.value);
  if (!isMergeKey(item.key)) return;
  if (isMergeSource(walk, item.value)) return;
  report(walk, 'wrong-type', item.key, 'the merge key << takes a map, or a list of maps');
}

function remember(walk: Walk, node: Scalar | YAMLMap | YAMLSeq): void {
  if (node.anchor !== undefined) walk.anchors.set(node.anchor, node);
}

function checkAlias(walk: Walk, node: Node, source: string): void {
  const target = walk.anchors.get(source);
  const name = quoted(`*${source}`);
  if (target === undefined) {
    report(walk, 'yaml-syntax', node, `${name} has no anchor &${source} before it`);
  } else if (walk.ancestors.has(target)) {
    report(walk, 'yaml-syntax', node, `${name} contains itself`);
  }
}

function isMergeSource(walk: Walk, value: unknown): boolean {
  const node = isAlias(value) ? walk.anchors.get(value.source) : value;
  if (!isSeq(node)) return isMap(node) || isAlias(value);
  return node.items.every((item) => isMap(isAlias(item) ? walk.anchors.get(item.source) : item));
}

/** Removes keys that no map of ours can have, and reports those and the ones given twice. */
function checkKeys(walk: Walk, map: YAMLMap): void {
  const first = new Map<string, unknown>();
  map.items = map.items.filter((pair) => {
    if (isMergeKey(pair.key)) return true;
    const key = keyText(pair.key);
    if (key === null) return reject(walk, 'wrong-type', pair, 'a key must be a word');
    if (key === '__proto__') return reject(walk, 'unknown-key', pair, 'unknown key "__proto__"');
    if (first.has(key))
      return reject(walk, 'duplicate-key', pair, twice(walk, key, first.get(key)));
    first.set(key, pair.key);
    return true;
  });
}

function twice(walk: Walk, key: string, first: unknown): string {
  const line = isNode(first) ? walk.positions.rangeOfNode(first)?.line : undefined;
  return `duplicate key ${quoted(key)}${line === undefined ? '' : `, already given on line ${line}`}`;
}

function reject(walk: Walk, code: DiagnosticCode, pair: Pair, message: string): false {
  report(walk, code, pair.key, message);
  return false;
}

function report(walk: Walk, code: DiagnosticCode, node: unknown, message: string): void {
  const range = isNode(node) ? walk.positions.rangeOfNode(node) : null;
  walk.found.push({ code, severity: 'error', message, file: walk.file, range, help: null });
}
