/** One graded item. */
export interface Outcome {
  /** Component to variant, `on` or `off`; `tools` and `order` where they are named. Keys in order. */
  readonly architecture: Readonly<Record<string, string>>;
  readonly task: string | null;
  readonly item: string;
  /** Which of several runs of the item; null where it ran once. */
  readonly trial: string | null;
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

/** Which run of which item of which architecture an outcome is about. */
export function outcomeKey({ architecture, task, item, trial }: Outcome): string {
  return JSON.stringify([architectureKey(architecture), task, item, trial]);
}

/**
 * One outcome per item: the score of an item that ran several times is the mean of the runs that were
 * answered. Runs of one item are no more items: they share what makes it hard.
 *
 * @returns scores by task and item; null for an item that no run answered
 */
export function itemScores(
  outcomes: readonly Outcome[],
): { readonly key: string; readonly task: string | null; readonly score: number | null }[] {
  const items = new Map<string, { task: string | null; sum: number; answered: number }>();
  for (const { task, item, score } of outcomes) {
    const key = JSON.stringify([task, item]);
    const own = items.get(key) ?? { task, sum: 0, answered: 0 };
    items.set(key, own);
    if (score === null) continue;
    own.sum += score;
    own.answered += 1;
  }
  return [...items].map(([key, { task, sum, answered }]) => ({
    key,
    task,
    score: answered === 0 ? null : sum / answered,
  }));
}
