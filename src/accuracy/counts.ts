/** How many items of an eval were answered correctly, of how many. 0 <= passed <= total, total > 0; partly right items count in part. */
export interface Counts {
  readonly passed: number;
  readonly total: number;
}

/** Counts of two runs of the same architecture on the same eval, pooled. */
export function pool(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, total: a.total + b.total };
}
