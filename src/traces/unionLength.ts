/** A stretch of time in milliseconds. */
export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

/** How many milliseconds of `within` the intervals cover together, overlaps counted once. */
export function unionLength(intervals: readonly Interval[], within: Interval): number {
  const sorted = [...intervals].sort((a, b) => a.startMs - b.startMs);
  let covered = 0;
  let from = within.startMs;
  for (const { startMs, endMs } of sorted) {
    const start = Math.max(from, startMs);
    const end = Math.min(endMs, within.endMs);
    if (end <= start) continue;
    covered += end - start;
    from = end;
  }
  return covered;
}
