import type { YamlSource } from './source.ts';

/** A JSON text in place of a YAML one: for files that this package made itself, so nothing in it has a place. */
export function readJson(text: string, file: string): YamlSource {
  return { file, text, value: JSON.parse(text) as unknown, diagnostics: [], rangeOf: () => null };
}
