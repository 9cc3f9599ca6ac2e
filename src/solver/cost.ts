import { callCost } from '../cost/callCost.ts';
import { type FixedCost, fixedCostPerMonth } from '../cost/fixedCost.ts';
import { hostingPerMonth } from '../cost/serving/hosting.ts';
import { pooledPerMonth, type ServedLoad } from '../cost/serving/pool.ts';
import { callAtVolume } from './caching.ts';
import type { Choices } from './choices.ts';
import { chanceOfCall, expectedCalls } from './expectedRuns.ts';
import { optionOf } from './optionOf.ts';
import { precedingSteps } from './precedingSteps.ts';
import type { CallCost, Option, Problem, Step } from './problem.ts';

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
  const { requests, requestsInTwelveMonths, turns } = problem.traffic;
  const called = callParts(problem, choices, requests);
  const fixed = fixedPerMonth(problem, choices, requests);
  const parts = { ...called, fixed: spread(fixed, requests) };
  const calls = total(Object.values(called));
  const perRequest = calls === null ? null : calls + (parts.fixed ?? 0);
  const later = requestsInTwelveMonths;
  return {
    perRequest,
    perConversation: perRequest === null ? null : perRequest * turns,
    perMonth: {
      launch: requests === null ? null : monthOf(calls, fixed, requests).total,
      month12: later === null ? null : monthAt(problem, choices, later).total,
    },
    parts,
  };
}

/** What a month costs at some number of requests, in USD; null where a price is unknown. */
export interface Month {
  /** All calls. */
  readonly calls: number | null;
  /** Monthly costs, replicas among them. */
  readonly fixed: number;
  readonly total: number | null;
}

/** A month at any number of requests: replicas grow with it, and so do hits of the prompt cache. */
export function monthAt(problem: Problem, choices: Choices, requests: number): Month {
  const perRequest = total(Object.values(callParts(problem, choices, requests)));
  return monthOf(perRequest, fixedPerMonth(problem, choices, requests), requests);
}

function monthOf(perRequest: number | null, fixed: number, requests: number): Month {
  const calls = perRequest === null ? null : perRequest * requests;
  return { calls, fixed, total: calls === null ? null : calls + fixed };
}

function total(costs: readonly (number | null)[]): number | null {
  return costs.reduce((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
}

/** Null when there are monthly costs and no traffic to spread them over. */
function spread(perMonth: number, requests: number | null): number | null {
  if (perMonth === 0) return 0;
  return requests === null ? null : perMonth / requests;
}

/** USD per request of the calls of every step, tool and shortcut in use, by its own name; monthly costs not included. */
export function costBySteps(
  problem: Problem,
  choices: Choices,
): Readonly<Record<string, number | null>> {
  return callParts(problem, choices, problem.traffic.requests, ({ name }) => name);
}

function callParts(
  problem: Problem,
  choices: Choices,
  requests: number | null,
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
    if (option) pay(partOf(step), step.name, callAtVolume(problem, step, option, requests));
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

function fixedPerMonth(problem: Problem, choices: Choices, requests: number | null): number {
  const others: FixedCost[] = [];
  for (const tool of problem.tools?.tools ?? []) {
    if (choices.tools.includes(tool.name))
      others.push({ component: tool.name, perMonth: optionOf(tool, choices).fixedCost });
  }
  for (const shortcut of problem.shortcuts) {
    if (choices.values.get(shortcut.name) === 'on')
      others.push({ component: shortcut.name, perMonth: shortcut.fixedCost });
  }
  return fixedCostOf(problem, problem.steps, choices.values, requests, others);
}

/**
 * USD a month that some steps pay together: once per component, once for the replicas that steps of
 * one model share.
 *
 * @param others monthly costs of tools and shortcuts, which may be components of steps as well
 */
export function fixedCostOf(
  problem: Problem,
  steps: readonly Step[],
  values: ReadonlyMap<string, string>,
  requests: number | null,
  others: readonly FixedCost[] = [],
): number {
  const costs: FixedCost[] = [...others];
  const served: ServedLoad[] = [];
  for (const step of steps) {
    const option = step.options.find(({ value }) => value === values.get(step.name));
    if (option === undefined) continue;
    costs.push({ component: step.component, perMonth: ownFixedCost(problem, option) });
    const load = loadOf(problem, option, requests);
    if (load !== null) served.push(load);
  }
  return fixedCostPerMonth(costs) + pooledPerMonth(served);
}

/** Monthly costs of an option beside its replicas. */
function ownFixedCost({ traffic }: Problem, { fixedCost, hosting }: Option): number {
  if (hosting === undefined || traffic.requests === null || traffic.arrivals === undefined)
    return fixedCost;
  return fixedCost - hostingPerMonth(hosting, traffic.requests, traffic.arrivals);
}

/** The load that an option puts on its replicas; null without replicas. */
export function loadOf(
  { traffic }: Problem,
  { hosting }: Option,
  requests: number | null,
): ServedLoad | null {
  if (hosting === undefined || requests === null || traffic.arrivals === undefined) return null;
  return { hosting, requests, arrivals: traffic.arrivals };
}
