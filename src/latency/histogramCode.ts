import type { LogHistogram } from './latencyInput.ts';
import { sortedBins } from './histogram.ts';

const FORMAT = 1;

/** Beyond ±36,000 bins a power of 1.02 is no longer a finite double. */
const INDEX_LIMIT = 36_000;

/**
 * A histogram as one line of base64. The bytes are LEB128 varints: format 1, count of zeros, then per
 * non-empty bin, lowest first, its index and its count; the first index is zigzag-coded, the others
 * are the distance from the bin before. Equal histograms give equal text.
 */
export function encodeHistogram(histogram: LogHistogram): string {
  const bytes: number[] = [];
  pushVarint(bytes, FORMAT);
  pushVarint(bytes, histogram.zeros);
  let previous: number | null = null;
  for (const [index, count] of sortedBins(histogram)) {
    pushVarint(bytes, previous === null ? zigzag(index) : index - previous);
    pushVarint(bytes, count);
    previous = index;
  }
  return btoa(bytes.map((byte) => String.fromCharCode(byte)).join(''));
}

/** The histogram that {@link encodeHistogram} wrote as this text, or null if it wrote no such text. */
export function decodeHistogram(text: string): LogHistogram | null {
  const values = bytesOf(text);
  const numbers = values && varints(values);
  const histogram = numbers && histogramOf(numbers);
  // One text per histogram: padding bits, overlong varints and empty bins are somebody else's work.
  return histogram && encodeHistogram(histogram) === text ? histogram : null;
}

function histogramOf(numbers: readonly number[]): LogHistogram | null {
  const [format, zeros, ...pairs] = numbers;
  if (format !== FORMAT || zeros === undefined || pairs.length % 2 !== 0) return null;
  const bins = new Map<number, number>();
  let index = 0;
  for (let at = 0; at < pairs.length; at += 2) {
    const step = pairs[at] ?? 0;
    index = at === 0 ? unzigzag(step) : index + step;
    if (Math.abs(index) > INDEX_LIMIT) return null;
    bins.set(index, pairs[at + 1] ?? 0);
  }
  return { zeros, bins };
}

function bytesOf(text: string): number[] | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null;
  return Array.from(atob(text), (character) => character.charCodeAt(0));
}

function varints(bytes: readonly number[]): number[] | null {
  const numbers: number[] = [];
  let value = 0;
  let scale = 1;
  for (const byte of bytes) {
    value += (byte & 0x7f) * scale;
    if (value > Number.MAX_SAFE_INTEGER) return null;
    if (byte >= 0x80) {
      scale *= 128;
      continue;
    }
    numbers.push(value);
    value = 0;
    scale = 1;
  }
  return scale === 1 ? numbers : null;
}

/** Arithmetic, not bit operators: counts may exceed 32 bits. */
function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function unzigzag(code: number): number {
  return code % 2 === 0 ? code / 2 : -(code + 1) / 2;
}
