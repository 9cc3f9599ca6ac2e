/**
 * Nested objects as one level, keys joined by dots; lists and everything else stay as they are. An
 * `architecture` object's keys stand for themselves.
 *
 * @example flattened({ item: 1, metadata: { task: 'a' } }) // { item: 1, 'metadata.task': 'a' }
 */
export function flattened(
  value: Readonly<Record<string, unknown>>,
  prefix = '',
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      if (typeof inner !== 'object' || inner === null || Array.isArray(inner))
        return [[`${prefix}${key}`, inner] as const];
      const within = prefix === '' && key === 'architecture' ? '' : `${prefix}${key}.`;
      return Object.entries(flattened(inner as Record<string, unknown>, within));
    }),
  );
}
