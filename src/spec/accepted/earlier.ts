import { stringify } from 'yaml';
import { blockLines } from '../../yaml/blockLines.ts';
import { readYaml } from '../../yaml/source.ts';
import { type YamlPath, valueAt } from '../../yaml/yamlPath.ts';

/**
 * What was accepted before, as lines to be kept under `history:`, latest first: the block that is to
 * be replaced, comments included, then its own history.
 */
export function earlierAccepted(text: string, path: YamlPath): string[][] {
  const lines = blockLines(text, path);
  if (lines === null) return writtenAnew(text, path);
  const start = lines.findIndex((line) => line.startsWith('history:'));
  if (start < 0) return [trimmed(lines)];
  const rest = lines.slice(start + 1);
  const length = rest.findIndex((line) => /^[^\s#-]/u.test(line));
  const items = length < 0 ? rest : rest.slice(0, length);
  const latest = [...lines.slice(0, start), ...(length < 0 ? [] : rest.slice(length))];
  const inBrackets = !/^history:\s*(#.*)?$/u.test(lines[start] ?? '');
  return [trimmed(latest), ...(inBrackets ? writtenAnew(text, path).slice(1) : itemsIn(items))];
}

/** The items of a block list, each without its dash and indentation; comments stay with the item they precede. */
function itemsIn(lines: readonly string[]): string[][] {
  const items: string[][] = [];
  const dash = lines.find((line) => /^\s*- /u.test(line))?.indexOf('-') ?? 0;
  let before: string[] = [];
  for (const line of lines) {
    const indent = line.length - line.trimStart().length;
    if (line.slice(dash).startsWith('- ') && indent === dash) {
      items.push([...before, line.slice(dash + 2)]);
      before = [];
    } else if (line.trim() === '' || indent > dash) items.at(-1)?.push(line.slice(dash + 2));
    else before.push(line.trimStart());
  }
  return items.map((item, index) =>
    trimmed(index === items.length - 1 ? [...item, ...before] : item),
  );
}

/** What was written in braces is written out on one line; it holds no comments. */
function writtenAnew(text: string, path: YamlPath): string[][] {
  const value = valueAt(readYaml(text, '').value, path);
  if (typeof value !== 'object' || value === null) return [];
  const { history, ...latest } = value as { readonly history?: unknown };
  const before: unknown[] = Array.isArray(history) ? history : [];
  return [latest, ...before].map((each) => [
    stringify(each, { collectionStyle: 'flow', lineWidth: 0 }).trim(),
  ]);
}

function trimmed(lines: readonly string[]): string[] {
  const end = lines.findLastIndex((line) => line.trim() !== '');
  return lines.slice(0, end + 1);
}
