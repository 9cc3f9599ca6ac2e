import { isCollection, isNode, isPair } from 'yaml';

/**
 * Offset just behind the last character of a node or a pair. A block collection's own range goes on
 * over the comments and blank lines behind it, so its last item tells.
 */
export function lastOffset(item: unknown): number {
  if (isPair(item)) return Math.max(lastOffset(item.key), lastOffset(item.value));
  if (isCollection(item) && item.flow !== true && item.items.length > 0)
    return lastOffset(item.items.at(-1));
  return isNode(item) ? (item.range?.[1] ?? 0) : 0;
}
