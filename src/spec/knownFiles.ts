import type * as z from 'zod';
import type { YamlSource } from '../yaml/source.ts';
import { validate, type Validated } from '../yaml/validate.ts';

/** Files that were read, and held against a schema, before. */
export interface KnownFiles {
  /** Tables and price lists, by path: what several specs refer to. */
  readonly sources: Map<string, YamlSource>;
  validated<T>(schema: z.ZodType<T>, source: YamlSource): Validated<T>;
}

/**
 * Remembers what is read through it. A source that was changed on the way is another one. Only files
 * that others refer to are worth it: what is remembered of a file is copied by every collection of
 * garbage until the file itself is given up.
 */
export function knownFiles(): KnownFiles {
  const bySource = new WeakMap<YamlSource, { schema: unknown; validated: unknown }>();
  return {
    sources: new Map(),
    validated<T>(schema: z.ZodType<T>, source: YamlSource): Validated<T> {
      const known = bySource.get(source);
      // The schema is the key that the result's type hangs on.
      if (known?.schema === schema) return known.validated as Validated<T>;
      const validated = validate(schema, source);
      bySource.set(source, { schema, validated });
      return validated;
    },
  };
}
