import { batchPromise } from '../batchPromise.ts';
import type { Candidate } from '../candidate.ts';
import type { Choices } from '../choices.ts';
import type { Problem } from '../problem.ts';

/** What batches save, where a deadline allows them. */
export interface BatchLine {
  /** Steps whose model has batches. */
  readonly steps: readonly string[];
  /** USD a month with the same models outside of and in batches. */
  readonly without: number | null;
  readonly with: number | null;
  /** ms within which providers promise all batches to be done, one after another. */
  readonly promised: number;
  /** ms that it takes as a rule. */
  readonly typical: number | null;
  readonly deadline: number;
}

/**
 * An architecture with every step that can be in a batch there, against the same one without any.
 * Null without a deadline, and where no model has batches.
 */
export function batchLine(
  problem: Problem,
  candidateOf: (choices: Choices) => Candidate,
  base: Choices,
): BatchLine | null {
  const deadline = problem.limits.latency?.[0]?.ms;
  if (!problem.limits.deadline || deadline === undefined) return null;
  const pairs = problem.steps.flatMap((step) => {
    const value = base.values.get(step.name) ?? 'off';
    const plain = value.replace(/@batch$/, '');
    const has = step.options.some((option) => option.batched && option.value === `${plain}@batch`);
    return has ? [{ step: step.name, plain, batched: `${plain}@batch` }] : [];
  });
  if (pairs.length === 0) return null;
  const chosen = (key: 'plain' | 'batched') => {
    const values = new Map(base.values);
    for (const pair of pairs) values.set(pair.step, pair[key]);
    return candidateOf({ ...base, values });
  };
  const batched = chosen('batched');
  return {
    steps: pairs.map(({ step }) => step),
    without: chosen('plain').cost.perMonth.launch,
    with: batched.cost.perMonth.launch,
    promised: batchPromise(problem, batched.choices),
    typical: batched.time('latency', 0.95),
    deadline,
  };
}
