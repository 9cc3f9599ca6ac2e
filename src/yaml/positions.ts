import type { LineCounter, Node } from 'yaml';
import { isNode } from 'yaml';
import type { Range } from './diagnostic.ts';
import type { Located } from './locate.ts';

/** Turns offsets and nodes of one text into ranges. */
export interface Positions {
  /** Offsets, the end exclusive; a range over several lines is cut at the end of its first. */
  range(start: number, end: number): Range;
  rangeOfNode(node: Node): Range | null;
  rangeOfLocated(located: Located, part: 'key' | 'value'): Range | null;
}

/**
 * Positions in a text. Lines and columns are 1-based.
 *
 * @example positionsIn('a: 1', counter).range(0, 1) // { line: 1, column: 1, endLine: 1, endColumn: 2 }
 */
export function positionsIn(text: string, counter: LineCounter): Positions {
  const range = (start: number, end: number): Range => {
    const from = counter.linePos(start);
    const { line, column } = { line: Math.max(1, from.line), column: Math.max(1, from.col) };
    const length = lengthOnLine(text.slice(start, end));
    return { line, column, endLine: line, endColumn: column + Math.max(1, length) };
  };
  const rangeOfNode = (node: Node): Range | null => {
    return node.range ? range(node.range[0], node.range[1]) : null;
  };
  const rangeOfLocated = ({ pair, node }: Located, part: 'key' | 'value'): Range | null => {
    const key = isNode(pair?.key) ? rangeOfNode(pair.key) : null;
    const wantsKey = part === 'key' || node === null || !isSmall(text, node);
    return (wantsKey ? key : null) ?? (node === null ? null : rangeOfNode(node));
  };
  return { range, rangeOfNode, rangeOfLocated };
}

/** A value is shown itself when it is on one line; else the key that introduces it keeps the frame small. */
function isSmall(text: string, node: Node): boolean {
  const [start, end] = node.range ?? [0, 0];
  const written = text.slice(start, end).trimEnd();
  return written !== '' && !written.includes('\n');
}

function lengthOnLine(text: string): number {
  return (text.split(/\r?\n/u, 1)[0] ?? '').trimEnd().length;
}
