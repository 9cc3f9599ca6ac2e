import type { Choices } from '../../solver/choices.ts';
import { expectedRuns } from '../../solver/expectedRuns.ts';
import type { Problem } from '../../solver/problem.ts';
import { Moments } from '../moments.ts';
import type { ObservedRequest } from '../observed.ts';
import { namesByComponent, type StepRuns } from '../stepRuns.ts';
import { against, meanEstimate } from './estimates.ts';
import type { Grounds } from './grounds.ts';
import { judge, type Subject } from './judge.ts';
import type { PlannedCheck, Watch } from './watch.ts';

/** Rare calls decide nothing, and their counts are all noise. */
const LEAST_CALLS_PROMISED = 0.05;

interface Counted {
  readonly subject: Subject;
  readonly names: readonly string[];
  readonly seen: Moments;
}

/** Calls a request by component: more of them are more time and money. */
export class CallCounts implements Watch {
  readonly #counted: readonly Counted[];
  readonly #requests: number;

  constructor(problem: Problem, choices: Choices, { requests }: Grounds) {
    this.#requests = requests;
    const expected = expectedRuns(problem, choices);
    this.#counted = [...namesByComponent(problem)].flatMap(([of, names]) => {
      const promised = names.reduce((sum, name) => sum + (expected.get(name) ?? 0), 0);
      if (promised < LEAST_CALLS_PROMISED) return [];
      const subject: Subject = { metric: 'calls', of, signed: false, promised };
      return [{ subject, names, seen: new Moments() }];
    });
  }

  add(_: ObservedRequest, steps: StepRuns | null): void {
    if (steps === null) return;
    for (const { names, seen } of this.#counted)
      seen.add(names.reduce((sum, name) => sum + (steps.byName.get(name)?.length ?? 0), 0));
  }

  checks(): PlannedCheck[] {
    return this.#counted
      .filter(({ seen }) => seen.n > 0)
      .map(
        ({ subject, seen }) =>
          (alpha) =>
            judge(subject, against(this.#requests, meanEstimate(seen, alpha))),
      );
  }
}
