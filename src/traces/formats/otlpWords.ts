import { createHash } from 'node:crypto';
import type { JsonRecord } from '../json.ts';

/** Attributes as OTLP lists them; values that are no text, number or truth value are left out. */
export function otlpAttributes(values: Readonly<Record<string, unknown>>): unknown[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const wrapped = wrap(value);
    return wrapped === null ? [] : [{ key, value: wrapped }];
  });
}

function wrap(value: unknown): JsonRecord | null {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'number') return { doubleValue: value };
  return typeof value === 'boolean' ? { boolValue: value } : null;
}

/** Events of which only the name and the time matter. */
export function otlpEvent(name: unknown, timeUnixNano: string | null): unknown {
  return { name, timeUnixNano };
}

/**
 * A trace id as OTLP writes it. Hex ids of other lengths are padded (old Jaeger ids have 64 bits),
 * UUIDs lose their dashes, anything else is hashed.
 */
export function traceIdText(id: unknown): string | null {
  return idText(id, 32);
}

/** A span id as OTLP writes it, see {@link traceIdText}. */
export function spanIdText(id: unknown): string | null {
  return idText(id, 16);
}

function idText(id: unknown, digits: 16 | 32): string | null {
  if (typeof id === 'number' || typeof id === 'bigint') return idText(String(id), digits);
  if (typeof id !== 'string' || id === '') return null;
  const plain = id.replace(/^0x/i, '').replaceAll('-', '');
  if (/^[0-9a-f]+$/i.test(plain) && plain.length <= digits) return plain.padStart(digits, '0');
  return createHash('sha256').update(id.toLowerCase()).digest('hex').slice(0, digits);
}

/** The status of a span that failed, or of one that did not. */
export function otlpStatus(failed: boolean): JsonRecord {
  return { code: failed ? 2 : 0 };
}

/** Decimal text of an id or a time that JSON numbers cannot hold; null when it is neither text nor whole. */
function wholeText(value: unknown): string | null {
  if (typeof value === 'string') return /^\d+$/.test(value) ? value : null;
  return typeof value === 'number' && Number.isFinite(value)
    ? String(BigInt(Math.trunc(value)))
    : null;
}

/** Hex digits of a decimal id. */
export function hexOfDecimal(value: unknown): string | null {
  const text = wholeText(value);
  return text === null ? null : BigInt(text).toString(16);
}
