import type * as z from 'zod';
import { readJson } from '../yaml/readJson.ts';
import { readYaml, type YamlSource } from '../yaml/source.ts';
import { validate, type Validated } from '../yaml/validate.ts';

/** A price list as people write it, in YAML or JSON, or as the build writes it. */
export function readPriceList(text: string, path: string): YamlSource {
  return path.endsWith('.json') ? readJson(text, path) : readYaml(text, path);
}

/**
 * What a price list says. What the build wrote is taken as it is: the list was held against its schema
 * then, and what the schema made of it was written (scripts/priceLists.mjs).
 *
 * @param hold holds a list that people wrote against its schema
 */
export function priceListOf<T>(
  schema: z.ZodType<T>,
  source: YamlSource,
  hold: (schema: z.ZodType<T>, source: YamlSource) => Validated<T> = validate,
): Validated<T> {
  return isBuilt(source.file) ? { data: source.value as T, diagnostics: [] } : hold(schema, source);
}

/** The name that the build gives them: any other JSON may hold anything. */
function isBuilt(path: string): boolean {
  return path.endsWith('.checked.json');
}
