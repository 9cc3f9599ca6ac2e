import { isMap } from './rawValue.ts';
import type { SetPlace } from '../yaml/source.ts';
import { valueAt, type YamlPath } from '../yaml/yamlPath.ts';

/** One `--set path=value` that was made. */
export interface SetValue {
  /** From the root of the file, also where the text leaves the agent out. */
  readonly path: YamlPath;
  /** `want.latency.p95=3s`, as it was given. */
  readonly text: string;
}

/** What findings call the place where a value was set. */
export function nameOfSet(text: string): string {
  return `--set ${text.slice(0, text.indexOf('='))}`;
}

/**
 * Where a part of a value was set, by the last assignment that made it: its value for what lies within,
 * the key on its way for a map that the file does not have there. Null for what the file itself says.
 *
 * @param before the value without what was set
 */
export function setPlace(
  done: readonly SetValue[],
  path: YamlPath,
  part: 'key' | 'value',
  before: unknown,
): SetPlace | null {
  const within = done.findLast((each) => isWithin(path, each.path));
  const isOwnKey = part === 'key' && within?.path.length === path.length;
  if (within !== undefined && !isOwnKey) return inValue(within.text);
  const onTheWay = within ?? done.findLast((each) => isMadeBy(each, path, before));
  return onTheWay === undefined ? null : atKey(onTheWay, path.length - 1);
}

/** What stands on the way and can hold the next key is kept; anything else gives way to a map. */
function isMadeBy({ path: whole }: SetValue, path: YamlPath, before: unknown): boolean {
  if (!isWithin(whole, path)) return false;
  const found = valueAt(before, path);
  const holds = Array.isArray(found) ? typeof whole[path.length] === 'number' : isMap(found);
  return !holds;
}

function isWithin(path: YamlPath, outer: YamlPath): boolean {
  return outer.every((key, index) => key === path[index]);
}

function inValue(text: string): SetPlace {
  const from = text.indexOf('=') + 1;
  return { ...placeOn(text, from, text.length), renamed: () => null };
}

/** A key of the path of an assignment, counted from the root of the file. */
function atKey({ path, text }: SetValue, index: number): SetPlace {
  const equals = text.indexOf('=');
  const keys = text.slice(0, equals).split('.');
  const at = index - (path.length - keys.length);
  const from = at < 0 ? 0 : keys.slice(0, at).join('.').length + (at === 0 ? 0 : 1);
  return {
    ...placeOn(text, from, at < 0 ? equals : from + (keys[at] ?? '').length),
    renamed: (others) =>
      at < 0
        ? null
        : `--set ${[...keys.slice(0, at), ...others, ...keys.slice(at + 1)].join('.')}${text.slice(equals)}`,
  };
}

/** One column at least, so that there is something to point at. */
function placeOn(text: string, from: number, to: number): Pick<SetPlace, 'file' | 'range'> {
  return {
    file: nameOfSet(text),
    range: { line: 1, column: from + 1, endLine: 1, endColumn: Math.max(from + 1, to) + 1 },
  };
}
