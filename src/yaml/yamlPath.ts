/** The way from the top of a file to a value: keys and list indexes. */
export type YamlPath = readonly (string | number)[];

/**
 * A path for people; the top of the file is "the top level".
 *
 * @example pathText(['agents', 'assistant', 'workflow', 2]) // 'agents.assistant.workflow[2]'
 */
export function pathText(path: YamlPath): string {
  const text = path.map(partText).join('');
  return text === '' ? 'the top level' : text.replace(/^\./u, '');
}

function partText(part: string | number): string {
  if (typeof part === 'number') return `[${part}]`;
  return /^[\p{L}\p{N}_@-]+$/u.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`;
}

/**
 * The value at a path, own properties only; undefined when there is none.
 *
 * @example valueAt({ want: { ttft: 1 } }, ['want', 'ttft']) // 1
 */
export function valueAt(value: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>((at, part) => {
    return typeof at === 'object' && at !== null && Object.hasOwn(at, part)
      ? (Reflect.get(at, part) as unknown)
      : undefined;
  }, value);
}
