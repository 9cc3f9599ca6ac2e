import { callCost } from '../../cost/callCost.ts';
import type { Price } from '../../cost/price.ts';
import type { CallCost, Option, Problem } from '../../solver/problem.ts';
import { Moments } from '../moments.ts';
import type { ObservedRequest, ObservedRun } from '../observed.ts';
import { isOfModel, optionRun } from '../variantOf.ts';

/** USD per token of a model that the workflow does not run; null where nobody knows. */
export type PriceOf = (model: string) => Price | null;

/** Requests without a cost beyond this share make the mean of the others worth nothing. */
const TOLERATED = 0.05;

/** What traced requests cost, failed ones included: every call is priced with the tokens that it reported. */
export class Costs {
  /** USD a request, of those whose cost is known. */
  readonly known = new Moments();
  readonly #options: ReadonlyMap<string, readonly Option[]>;
  readonly #priceOf: PriceOf;
  readonly #reasons = new Map<string, number>();
  #missing = 0;

  constructor(problem: Problem, priceOf: PriceOf) {
    this.#options = optionsByComponent(problem);
    this.#priceOf = priceOf;
  }

  add({ runs }: ObservedRequest): void {
    let sum = 0;
    for (const run of runs) {
      const call = callOf(run, this.#options.get(run.component) ?? [], this.#priceOf);
      const cost = costOfRun(run, call);
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
function costOfRun(run: ObservedRun, { model, price, cost }: Priced): number | string {
  if (model === null) return cost;
  if (price === null) return `the price of ${model} is unknown`;
  if (run.tokens === null) return run.failed ? cost : `calls of ${run.component} report no tokens`;
  const tokens = callCost(price, { ...run.tokens, prefix: 0, written1h: 0 });
  return tokens === null ? `the price of ${model} is incomplete` : tokens + cost;
}

type Priced = Pick<CallCost, 'model' | 'price' | 'cost'>;

/** As the workflow prices it, in whatever way the model runs; else by what its model costs. */
function callOf(run: ObservedRun, options: readonly Option[], priceOf: PriceOf): Priced {
  const option = optionRun(options, run) ?? options.find((each) => isOfModel(run, each));
  if (option !== undefined) return option.call;
  const { model } = run;
  return { model, price: model === null ? null : priceOf(model), cost: 0 };
}

function optionsByComponent(problem: Problem): ReadonlyMap<string, readonly Option[]> {
  const options = new Map<string, readonly Option[]>();
  for (const { component, options: ways } of problem.steps) options.set(component, ways);
  for (const { name, options: ways } of problem.tools?.tools ?? []) options.set(name, ways);
  return options;
}
