/** One graded item. */
export interface Outcome {
  /** Component to variant, `on` or `off`; `tools` and `order` where they are named. Keys in order. */
  readonly architecture: Readonly<Record<string, string>>;
  readonly task: string | null;
  readonly item: string;
  /** 0..1, 1 for a right answer; null where there was no answer to grade. */
  readonly score: number | null;
  /** What kept the item from being answered: a time-out, a rate limit, an error of an API. */
  readonly failure: string | null;
  readonly latencyMs: number | null;
  /** USD; null where it was not recorded. */
  readonly cost: number | null;
  /** Where it was read: a file and a place in it. */
  readonly at: string;
}

/** The same text for the same architecture, however its keys are ordered. */
export function architectureKey(architecture: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(architecture).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Which item of which architecture an outcome is about. */
export function outcomeKey({ architecture, task, item }: Outcome): string {
  return JSON.stringify([architectureKey(architecture), task, item]);
}
