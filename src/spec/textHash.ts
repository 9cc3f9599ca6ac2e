import { createHash } from 'node:crypto';
import type { YamlSource } from '../yaml/source.ts';

const KNOWN = new WeakMap<YamlSource, string>();

/** SHA-256 of a file's text, in hex; taken once, since many specs refer to one table. */
export function textHash(source: YamlSource): string {
  const known = KNOWN.get(source) ?? sha256(source.text);
  KNOWN.set(source, known);
  return known;
}

/** SHA-256 of a text, in hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
