import { callCost } from '../cost/callCost.ts';
import { type FixedCost, fixedCostPerMonth } from '../cost/fixedCost.ts';
import type { Choices } from './choices.ts';
import { chanceOfCall, expectedCalls } from './expectedRuns.ts';
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
 * Expected cost of an architecture (docs/rules.md). Fixed costs are spread over the
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

/** USD per request of the calls of every step, tool and shortcut in use, by its own name; monthly costs not included. */
export function costBySteps(
  problem: Problem,
  choices: Choices,
): Readonly<Record<string, number | null>> {
  return callParts(problem, choices, ({ name }) => name);
}

function callParts(
  problem: Problem,
  choices: Choices,
  partOf: (step: Step) => string = ({ component }) => component,
): Record<string, number | null> {
  const calls = expectedCalls(problem, choices);
  const parts: Record<string, number | null> = {};
  const pay = (part: string, name: string, call: CallCost) => {
    const before = Object.hasOwn(parts, part) ? (parts[part] ?? null) : 0;
    const cost = total(
      [...(calls.get(name) ?? [])].map(([saved, count]) => times(count, oneCall(call, saved))),
    );
    parts[part] = before === null || cost === null ? null : before + cost;
  };
  for (const step of problem.steps) {
    const option = step.options.find(({ value }) => value === choices.values.get(step.name));
    if (option) pay(partOf(step), step.name, option.call);
  }
  for (const tool of problem.tools?.tools ?? []) {
    if (choices.tools.includes(tool.name)) pay(tool.name, tool.name, optionOf(tool, choices).call);
  }
  for (const shortcut of problem.shortcuts) {
    if (choices.values.get(shortcut.name) === 'on')
      pay(shortcut.name, shortcut.name, shortcut.call);
  }
  return parts;
}

function times(count: number, cost: number | null): number | null {
  if (count === 0) return 0;
  return cost === null ? null : count * cost;
}

function oneCall(call: CallCost, saved: number): number | null {
  if (call.model === null) return call.cost;
  if (call.price === null || !call.tokensKnown) return null;
  const tokens = callCost(call.price, call.tokens, saved);
  return tokens === null ? null : call.cost + tokens;
}

/**
 * USD for one call, on average over which of the compactions before it ran; null when unknown. Only
 * for workflows in which every call that follows a compaction does so always: none is skipped, none
 * lies in a loop behind the step that the loop goes back to.
 *
 * @param at the step, `tools`, or the step that a lookup comes before
 * @param values what the compactions among the steps have chosen
 */
export function callCostAfter(
  problem: Problem,
  at: string,
  values: ReadonlyMap<string, string>,
  call: CallCost,
): number | null {
  return total(
    savings(problem, values, at).map(({ share, tokens }) => times(share, oneCall(call, tokens))),
  );
}

const NO_SAVINGS = [{ share: 1, tokens: 0 }];

/** Input tokens saved by compactions that come before a place, as a distribution. */
function savings(
  problem: Problem,
  values: ReadonlyMap<string, string>,
  at: string,
): { share: number; tokens: number }[] {
  const saving = savingSteps(problem);
  if (saving.length === 0) return NO_SAVINGS;
  const before = precedingSteps(problem.workflow, at);
  let outcomes = NO_SAVINGS;
  for (const other of saving) {
    const option = other.options.find(({ value }) => value === values.get(other.name));
    if (!before.has(other.name) || option === undefined || option.saves === 0) continue;
    const ran = chanceOfCall(other);
    outcomes = outcomes.flatMap(({ share, tokens }) => [
      { share: share * ran, tokens: tokens + option.saves },
      { share: share * (1 - ran), tokens },
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
