/** Views of parsed JSON whose shape nobody promised. */

export type JsonRecord = Readonly<Record<string, unknown>>;

/** The value as an object, or null when it is none (arrays are none). */
export function asRecord(value: unknown): JsonRecord | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonRecord)
    : null;
}

const EMPTY: readonly unknown[] = [];

/** The value as a list; anything else is the empty list. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : EMPTY;
}

/** The value as text, or null when it is none or empty. */
export function asText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Parses without throwing; undefined when the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
