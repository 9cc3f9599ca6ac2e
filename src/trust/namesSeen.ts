import type { Problem } from '../solver/problem.ts';
import { foreign, type Foreign } from './foreign.ts';
import type { ObservedRequest } from './observed.ts';
import { namesByComponent } from './stepRuns.ts';

/** A component that requests run and the workflow does not name. */
export interface Unnamed {
  readonly component: string;
  /** Calls in an average request, failed requests included. */
  readonly calls: number;
  /** Time of these calls in an average request. */
  readonly ms: number;
}

interface Seen {
  runs: number;
  ms: number;
}

/** What requests ran, by the names in the traces. */
export class NamesSeen {
  readonly #seen = new Map<string, Seen>();
  #requests = 0;

  add({ runs }: ObservedRequest): void {
    this.#requests += 1;
    for (const { component, durationMs } of runs) {
      const seen = this.#seen.get(component) ?? { runs: 0, ms: 0 };
      this.#seen.set(component, seen);
      seen.runs += 1;
      seen.ms += durationMs;
    }
  }

  /** Against the names of a workflow. */
  foreign(problem: Problem): Foreign {
    return foreign(problem, new Map([...this.#seen].map(([name, { runs }]) => [name, runs])));
  }

  /** What the workflow does not name, the longest first. */
  unnamed(problem: Problem): Unnamed[] {
    const names = namesByComponent(problem);
    const n = this.#requests;
    return [...this.#seen]
      .filter(([component]) => !names.has(component))
      .map(([component, { runs, ms }]) => ({ component, calls: runs / n, ms: ms / n }))
      .toSorted((a, b) => b.ms - a.ms || (a.component < b.component ? -1 : 1));
  }
}
