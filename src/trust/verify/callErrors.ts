import type { Choices } from '../../solver/choices.ts';
import type { Problem } from '../../solver/problem.ts';
import { chosenOptions } from '../chosen.ts';
import type { ObservedRequest } from '../observed.ts';
import { namesByComponent } from '../stepRuns.ts';
import { against, shareEstimate } from './estimates.ts';
import type { Grounds } from './grounds.ts';
import { judge, type Subject } from './judge.ts';
import type { PlannedCheck, Watch } from './watch.ts';

/** Failed calls by component, where the table says how many failed when it was measured. */
export class CallErrors implements Watch {
  readonly #problem: Problem;
  readonly #choices: Choices;
  readonly #grounds: Grounds;
  readonly #counts = new Map<string, { failed: number; total: number }>();

  constructor(problem: Problem, choices: Choices, grounds: Grounds) {
    this.#problem = problem;
    this.#choices = choices;
    this.#grounds = grounds;
  }

  add({ runs }: ObservedRequest): void {
    for (const { component, failed } of runs) {
      const count = this.#counts.get(component) ?? { failed: 0, total: 0 };
      this.#counts.set(component, count);
      count.total += 1;
      count.failed += Number(failed);
    }
  }

  checks(): PlannedCheck[] {
    const chosen = chosenOptions(this.#problem, this.#choices);
    return [...namesByComponent(this.#problem)].flatMap(([of, names]) => {
      const option = chosen.find(({ name }) => names.includes(name))?.option;
      const expected = option ? this.#grounds.errors(of, option.value) : null;
      const count = this.#counts.get(of);
      if (expected === null || count === undefined) return [];
      const subject: Subject = { metric: 'errors', of, signed: false, promised: expected.value };
      return [
        (alpha) =>
          judge(
            subject,
            against(expected.n, shareEstimate(count.failed, count.total, alpha, true)),
          ),
      ];
    });
  }
}
