import type { Problem } from '../solver/problem.ts';
import { foreign, type Foreign } from './foreign.ts';
import type { ObservedRequest } from './observed.ts';

/** What requests ran, by the names in the traces. */
export class NamesSeen {
  readonly #runs = new Map<string, number>();

  add({ runs }: ObservedRequest): void {
    for (const { component } of runs)
      this.#runs.set(component, (this.#runs.get(component) ?? 0) + 1);
  }

  /** Against the names of a workflow. */
  foreign(problem: Problem): Foreign {
    return foreign(problem, this.#runs);
  }
}
