import type { Choices } from '../../../solver/choices.ts';
import type { Option, Problem } from '../../../solver/problem.ts';
import { type Chosen, chosenOptions } from '../../chosen.ts';
import type { StepRuns } from '../../stepRuns.ts';
import { optionRun } from '../../variantOf.ts';
import { LEAST, type Mismatch, STRAYS } from './mismatch.ts';

/** Steps and tools that are signed in one variant and run in another. */
export class OtherVariants {
  readonly #chosen: readonly (Chosen & { readonly counts: Map<string, number> })[];

  constructor(problem: Problem, choices: Choices) {
    this.#chosen = chosenOptions(problem, choices).map((each) => ({ ...each, counts: new Map() }));
  }

  add({ byName }: StepRuns): void {
    for (const { name, options, counts } of this.#chosen)
      for (const run of byName.get(name) ?? []) {
        const variant = optionRun(options, run)?.value ?? run.variant ?? 'an unknown model';
        counts.set(variant, (counts.get(variant) ?? 0) + 1);
      }
  }

  found(): Mismatch[] {
    return this.#chosen.flatMap(({ name: step, option, counts }) => {
      const n = sum(counts.values());
      const others = [...counts].filter(([variant]) => variant !== option.value);
      const other = sum(others.map(([, count]) => count));
      const [most] = others.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
      if (most === undefined || n < LEAST || other / n <= STRAYS) return [];
      const [traced, count] = most;
      return [{ step, signed: wayOf(option), traced, share: count / n, n, expected: null }];
    });
  }
}

/** Its model, where the only way to run it has no name of its own. */
function wayOf({ value, call: { model, effort } }: Option): string {
  if (value !== 'on' || model === null) return value;
  return effort === undefined ? model : `${model}-${effort}`;
}

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
