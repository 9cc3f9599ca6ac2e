import { callCost } from '../cost/callCost.ts';
import { type FixedCost, fixedCostPerMonth } from '../cost/fixedCost.ts';
import type { Choices } from './choices.ts';
import { expectedRuns } from './expectedRuns.ts';
import { optionOf } from './latencyComposer.ts';
import { precedingSteps } from './precedingSteps.ts';
import type { CallCost, Problem, Step } from './problem.ts';

/** What an architecture costs, in USD; null where a price, tokens or the traffic are unknown. */
export interface Cost {
  readonly perRequest: number | null;
  readonly perConversation: number | null;
  readonly perMonth: { readonly launch: number | null; readonly month12: number | null };
  /** USD per request by component, `fixed` for monthly costs spread over the requests of launch. */
  readonly parts: Readonly<Record<string, number | null>>;
}

/**
 * Expected cost of an architecture (design rules 14 to 16). Fixed costs are spread over the
 * requests at launch; without traffic they cannot be, and `parts.fixed` is null.
 */
export function costOf(problem: Problem, choices: Choices): Cost {
  const parts = { ...callParts(problem, choices), fixed: fixedPerRequest(problem, choices) };
  const calls = total(
    Object.entries(parts).flatMap(([name, cost]) => (name === 'fixed' ? [] : [cost])),
  );
  const perRequest = calls === null ? null : calls + (parts.fixed ?? 0);
  const { requests, requestsInTwelveMonths, turns } = problem.traffic;
  const fixed = fixedPerMonth(problem, choices);
  const perMonth = (count: number | null) =>
    count === null || calls === null ? null : calls * count + fixed;
  return {
    perRequest,
    perConversation: perRequest === null ? null : perRequest * turns,
    perMonth: { launch: perMonth(requests), month12: perMonth(requestsInTwelveMonths) },
    parts,
  };
}

function total(costs: readonly (number | null)[]): number | null {
  return costs.reduce((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
}

/** Null when there are monthly costs and no traffic to spread them over. */
function fixedPerRequest(problem: Problem, choices: Choices): number | null {
  const perMonth = fixedPerMonth(problem, choices);
  if (perMonth === 0) return 0;
  return problem.traffic.requests === null ? null : perMonth / problem.traffic.requests;
}

function callParts(problem: Problem, choices: Choices): Record<string, number | null> {
  const runs = expectedRuns(problem, choices);
  const parts: Record<string, number | null> = {};
  const pay = (name: string, cost: number | null) => {
    const before = Object.hasOwn(parts, name) ? (parts[name] ?? null) : 0;
    parts[name] = before === null || cost === null ? null : before + cost;
  };
  for (const step of problem.steps) {
    const option = step.options.find(({ value }) => value === choices.values.get(step.name));
    if (option)
      pay(
        step.component,
        times(runs.get(step.name), callCostAfter(problem, step, choices.values, option.call)),
      );
  }
  for (const tool of problem.tools?.tools ?? []) {
    if (choices.tools.includes(tool.name))
      pay(tool.name, times(runs.get(tool.name), oneCall(optionOf(tool, choices).call, 0)));
  }
  for (const shortcut of problem.shortcuts) {
    if (choices.values.get(shortcut.name) === 'on')
      pay(shortcut.name, times(runs.get(shortcut.name), oneCall(shortcut.call, 0)));
  }
  return parts;
}

function times(runs: number | undefined, cost: number | null): number | null {
  if (runs === undefined || runs === 0) return 0;
  return cost === null ? null : runs * cost;
}

function oneCall(call: CallCost, saved: number): number | null {
  if (call.model === null) return call.cost;
  if (call.price === null || !call.tokensKnown) return null;
  const tokens = callCost(call.price, call.tokens, saved);
  return tokens === null ? null : call.cost + tokens;
}

/**
 * USD for one call of a step, on average over which earlier compactions ran; null when unknown.
 *
 * @param step null for tools and shortcuts, whose calls no compaction makes shorter
 * @param values what the compactions among the steps have chosen
 */
export function callCostAfter(
  problem: Problem,
  step: Step | null,
  values: ReadonlyMap<string, string>,
  call: CallCost,
): number | null {
  return savings(problem, values, step).reduce<number | null>((sum, { share, tokens }) => {
    const cost = oneCall(call, tokens);
    return sum === null || cost === null ? null : sum + share * cost;
  }, 0);
}

const NO_SAVINGS = [{ share: 1, tokens: 0 }];

/** Input tokens saved by compactions that come before a step, as a distribution. */
function savings(
  problem: Problem,
  values: ReadonlyMap<string, string>,
  step: Step | null,
): { share: number; tokens: number }[] {
  const saving = savingSteps(problem);
  if (step === null || saving.length === 0) return NO_SAVINGS;
  const before = precedingSteps(problem.workflow, step.name);
  let outcomes = NO_SAVINGS;
  for (const other of saving) {
    const option = other.options.find(({ value }) => value === values.get(other.name));
    if (!before.has(other.name) || option === undefined || option.saves === 0) continue;
    outcomes = outcomes.flatMap(({ share, tokens }) => [
      { share: share * other.chance, tokens: tokens + option.saves },
      { share: share * (1 - other.chance), tokens },
    ]);
  }
  return outcomes.filter(({ share }) => share > 0);
}

/** Steps that take tokens off later model calls in one of their variants. */
export function savingSteps(problem: Problem): Step[] {
  return problem.steps.filter((step) => step.options.some(({ saves }) => saves > 0));
}

function fixedPerMonth(problem: Problem, choices: Choices): number {
  const costs: FixedCost[] = problem.steps.flatMap((step) => {
    const option = step.options.find(({ value }) => value === choices.values.get(step.name));
    return option ? [{ component: step.component, perMonth: option.fixedCost }] : [];
  });
  for (const tool of problem.tools?.tools ?? []) {
    if (choices.tools.includes(tool.name))
      costs.push({ component: tool.name, perMonth: optionOf(tool, choices).fixedCost });
  }
  for (const shortcut of problem.shortcuts) {
    if (choices.values.get(shortcut.name) === 'on')
      costs.push({ component: shortcut.name, perMonth: shortcut.fixedCost });
  }
  return fixedCostPerMonth(costs);
}
