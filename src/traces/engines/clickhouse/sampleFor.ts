/** Tables up to so many spans are read whole. */
const READ_WHOLE = 2_000_000;

/** Of larger ones, traces with about so many spans: tens of thousands of requests. */
const SAMPLED = 500_000;

/**
 * One in how many traces is read whole; 1 is all of them.
 * @param asked by the user; null leaves it to the size
 */
export function sampleFor(rows: number, asked: number | null): number {
  if (asked !== null) return asked;
  return rows <= READ_WHOLE ? 1 : Math.ceil(rows / SAMPLED);
}

/** In how many parts so many rows are read, so that one part fits in memory. */
export function partsFor(rows: number, oneIn: number, most: number): number {
  return Math.max(1, Math.ceil(rows / oneIn / most));
}
