/** Words that YAML 1.2 reads as something other than text. */
const NOT_TEXT = /^(?:true|false|null|~|\.nan|[+-]?\.inf|[+-]?[\d.].*)$/iu;

/**
 * A word as YAML text: plain where that reads back to the same text, in quotes otherwise.
 *
 * @example scalar('agent team') // 'agent team'
 * @example scalar('a: b') // '"a: b"'
 */
export function scalar(text: string): string {
  const plain = /^[\p{L}_][\p{L}\p{N}_.@/ -]*$/u.test(text) && text.trim() === text;
  return plain && !NOT_TEXT.test(text) ? text : JSON.stringify(text);
}

/** Keys and values, as they are to be written, on one line: `{ a: 1, b: 2 }`. */
export function flowMap(entries: readonly (readonly [string, string])[]): string {
  return `{ ${entries.map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
}

/** `[a, b]`. */
export function flowList(items: readonly string[]): string {
  return `[${items.join(', ')}]`;
}
