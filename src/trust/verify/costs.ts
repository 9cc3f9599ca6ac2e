import { callCost } from '../../cost/callCost.ts';
import type { CallCost, Option, Problem } from '../../solver/problem.ts';
import { Moments } from '../moments.ts';
import type { ObservedRequest, ObservedRun } from '../observed.ts';
import { optionRun } from '../variantOf.ts';

/** Requests without a cost beyond this share make the mean of the others worth nothing. */
const TOLERATED = 0.05;

/** What traced requests cost, failed ones included: every call is priced with the tokens that it reported. */
export class Costs {
  /** USD a request, of those whose cost is known. */
  readonly known = new Moments();
  readonly #options: ReadonlyMap<string, readonly Option[]>;
  readonly #reasons = new Map<string, number>();
  #missing = 0;

  constructor(problem: Problem) {
    this.#options = optionsByComponent(problem);
  }

  add({ runs }: ObservedRequest): void {
    let sum = 0;
    for (const run of runs) {
      const cost = costOfRun(run, this.#options.get(run.component) ?? []);
      if (typeof cost === 'string') {
        this.#reasons.set(cost, (this.#reasons.get(cost) ?? 0) + 1);
        this.#missing += 1;
        return;
      }
      sum += cost;
    }
    this.known.add(sum);
  }

  /** Why nobody can tell what requests cost; null where enough of them have a cost. */
  get unknown(): string | null {
    const [most] = [...this.#reasons].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const isTooMuch = this.#missing > TOLERATED * (this.#missing + this.known.n);
    return most !== undefined && isTooMuch ? most[0] : null;
  }
}

/** USD, or why it is not known. */
function costOfRun(run: ObservedRun, options: readonly Option[]): number | string {
  const call = callOf(run, options);
  if (call === null)
    return run.model === null ? 0 : `no price is known for ${run.component} on ${run.model}`;
  if (call.model === null) return call.cost;
  if (call.price === null) return `the price of ${call.model} is unknown`;
  if (run.tokens === null)
    return run.failed ? call.cost : `calls of ${run.component} report no tokens`;
  const tokens = callCost(call.price, { ...run.tokens, prefix: 0, written1h: 0 });
  return tokens === null ? `the price of ${call.model} is incomplete` : tokens + call.cost;
}

function callOf(run: ObservedRun, options: readonly Option[]): CallCost | null {
  const option = optionRun(options, run);
  // One way to run a component does not price another model.
  if (option?.call.model && run.model !== null && !run.model.includes(option.call.model))
    return options.find(({ call }) => call.model === run.model)?.call ?? null;
  return option?.call ?? null;
}

function optionsByComponent(problem: Problem): ReadonlyMap<string, readonly Option[]> {
  const options = new Map<string, readonly Option[]>();
  for (const { component, options: ways } of problem.steps) options.set(component, ways);
  for (const { name, options: ways } of problem.tools?.tools ?? []) options.set(name, ways);
  return options;
}
