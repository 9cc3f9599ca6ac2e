import { isMap, type Node, parseDocument } from 'yaml';
import { lastOffset } from './lastOffset.ts';
import { locate } from './locate.ts';
import { parseOptions } from './parseOptions.ts';
import { endOfBlock, endOfLine } from './setKey.ts';
import type { YamlPath } from './yamlPath.ts';

/**
 * The lines of a block map as they are written, comments included, without their common
 * indentation; null when the value is no block map.
 */
export function blockLines(text: string, path: YamlPath): string[] | null {
  const content = text.replace(/^\uFEFF/u, '');
  const document = parseDocument(content, parseOptions);
  const { pair, node } = locate(document, path);
  if (!isMap(node) || node.flow === true || node.items.length === 0 || pair === null) return null;
  const key = pair.key as Node;
  const keyStart = key.range?.[0] ?? 0;
  const indent = keyStart - (content.lastIndexOf('\n', keyStart - 1) + 1);
  const from = content.indexOf('\n', endOfLine(content, keyStart)) + 1;
  const to = endOfBlock(content, endOfLine(content, lastOffset(node)), indent);
  const lines = content.slice(from, to).split(/\r?\n/u);
  const firstKey = node.items[0]?.key as Node | undefined;
  const first = firstKey?.range?.[0] ?? from;
  const column = first - (content.lastIndexOf('\n', first - 1) + 1);
  return lines.map((line) =>
    line.slice(0, column).trim() === '' ? line.slice(column) : line.trimStart(),
  );
}
