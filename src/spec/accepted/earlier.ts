import { parse, stringify } from 'yaml';
import { behindDash, blockEntries, dedented } from '../../yaml/blockEntries.ts';
import { blockLines } from '../../yaml/blockLines.ts';
import { readYaml } from '../../yaml/source.ts';
import { type YamlPath, valueAt } from '../../yaml/yamlPath.ts';

/**
 * What was accepted before, as lines to be kept under `history:`, latest first: the block that is to
 * be replaced, comments included, then its own history. What cannot be taken as it is written (it is in
 * braces, or repeats other parts of the file) is written out anew, each on one line.
 */
export function earlierAccepted(text: string, path: YamlPath): string[][] {
  const written = asWritten(blockLines(text, path) ?? []);
  return valuesAt(text, path).map((value, index) => {
    const lines = written[index] ?? [];
    return says(lines, value) ? lines : [onOneLine(value)];
  });
}

/** The block without its history, then what its history holds. */
function valuesAt(text: string, path: YamlPath): unknown[] {
  const value = valueAt(readYaml(text, '').value, path);
  if (typeof value !== 'object' || value === null) return [];
  const { history, ...latest } = value as { readonly history?: unknown };
  return [latest, ...(Array.isArray(history) ? (history as unknown[]) : [])];
}

function asWritten(lines: readonly string[]): string[][] {
  const entries = blockEntries(lines.join('\n'));
  const latest = entries.filter(({ key }) => key !== 'history').flatMap((each) => each.lines);
  const history = entries.find(({ key }) => key === 'history')?.lines ?? [];
  const at = history.findIndex((line) => /^[^\s#]/u.test(line));
  const beside = /#.*$/u.exec(history[at] ?? '')?.[0];
  const about = [...history.slice(0, Math.max(0, at)), ...(beside === undefined ? [] : [beside])];
  const [first, ...others] = itemsIn(history.slice(at + 1));
  const all =
    first === undefined ? [[...about, ...latest]] : [latest, [...about, ...first], ...others];
  return all.map(trimmed);
}

/** The entries below the key of a history; none where they are in brackets. */
function itemsIn(lines: readonly string[]): string[][] {
  const dash = lines.find((line) => /^\s*-(?:\s|$)/u.test(line));
  if (dash === undefined) return [];
  const list = dedented(lines, dash.indexOf('-')).join('\n');
  return blockEntries(list).map((entry) => behindDash(entry.lines));
}

function trimmed(lines: readonly string[]): string[] {
  const isSaid = (line: string) => line.trim() !== '';
  return lines.slice(Math.max(0, lines.findIndex(isSaid)), lines.findLastIndex(isSaid) + 1);
}

function says(lines: readonly string[], value: unknown): boolean {
  try {
    return JSON.stringify(parse(lines.join('\n'))) === JSON.stringify(value);
  } catch {
    return false;
  }
}

function onOneLine(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}
