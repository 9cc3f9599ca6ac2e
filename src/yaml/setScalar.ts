import { isScalar, parseDocument } from 'yaml';
import { scalar } from './flowText.ts';
import { locate } from './locate.ts';
import { parseOptions } from './parseOptions.ts';
import type { Edited } from './setKey.ts';
import { pathText, type YamlPath } from './yamlPath.ts';

/**
 * Puts another text in the place of a value on one line, and leaves every other byte as it is.
 *
 * @param path of the value, which must be there
 */
export function setScalar(text: string, path: YamlPath, value: string): Edited {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const content = text.slice(mark.length);
  const { node } = locate(parseDocument(content, parseOptions), path);
  const range = isScalar(node) && !node.type?.startsWith('BLOCK') ? node.range : null;
  if (!range) return { problem: `${pathText(path)} is not a value on one line` };
  return { text: mark + content.slice(0, range[0]) + scalar(value) + content.slice(range[1]) };
}
