import { decoded } from './decoded.ts';
import type { EvalFormat } from './record.ts';

/** What a results file looks like by its first bytes and keys; a zip or JSON of another kind is null. */
export function sniff(bytes: Uint8Array): EvalFormat | null {
  if (isZip(bytes)) return 'inspect';
  const text = decoded(bytes.subarray(0, 65_536)).trimStart();
  if (text.startsWith('<')) return 'junit';
  if (text.startsWith('[')) return 'jsonl';
  if (!text.startsWith('{')) return 'csv';
  // One line may be longer than that: a transcript, or a log without line breaks.
  const line = text.includes('\n') ? text : decoded(firstLine(bytes)).trimStart();
  return jsonKind(line);
}

function firstLine(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0x0a);
  return end === -1 ? bytes : bytes.subarray(0, end);
}

/** A zip archive starts with a local file header, or with its end record when it is empty. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/** One document with the keys of a format, or a first line that is a whole object. */
function jsonKind(text: string): EvalFormat | null {
  const [first = ''] = text.split('\n', 1);
  const line = parsedOrNull(first);
  const keys = line === null ? topKeys(text) : new Set(Object.keys(line));
  if (
    keys.has('results') &&
    ['evalId', 'config', 'shareableUrl', 'version'].some((key) => keys.has(key))
  )
    return 'promptfoo';
  if (keys.has('eval') && keys.has('status')) return 'inspect';
  return line === null ? null : 'jsonl';
}

function parsedOrNull(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** Keys of a document that is only partly at hand: those at the first indentation that any key has. */
function topKeys(text: string): Set<string> {
  const indent = /\n(\s*)"/u.exec(text)?.[1] ?? '';
  const keys = text.matchAll(new RegExp(String.raw`(?:^\{|\n)${indent}"([^"]+)"\s*:`, 'gu'));
  const first = /^\{\s*"([^"]+)"/u.exec(text)?.[1];
  return new Set([
    ...(first === undefined ? [] : [first]),
    ...[...keys].map(([, key = '']) => key),
  ]);
}
