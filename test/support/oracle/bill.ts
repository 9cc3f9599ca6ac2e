import { stepsOf, toolsOf, wayOfStep, wayOfTool, type Chosen } from './architectures.ts';
import { monthOf, type Served } from './hosting.ts';
import type { Agent, PriceList, System, Way } from './system.ts';

/**
 * USD of one call: what it costs beside tokens, and its tokens by the price list. Cached tokens are part
 * of the input, reasoning is charged as output, and what a compaction saved never reaches into the
 * static prefix. NaN where a price is needed and unknown.
 */
export function callPrice({ cost, model, price, tokens }: Way, saved: number): number {
  if (model === null) return cost;
  if (price === null) return Number.NaN;
  const floor = Math.min(tokens.prefix, tokens.input);
  const input = saved === 0 ? tokens.input : Math.max(tokens.input - saved, floor);
  const list = listFor(price, input);
  const cached = Math.min(tokens.cached, input);
  const written = Math.min(tokens.written, input - cached);
  const written1h = Math.min(tokens.written1h, input - cached - written);
  const usd =
    (input - cached - written - written1h) * list.input +
    cached * list.cached +
    written * list.written +
    written1h * list.written1h +
    (tokens.output + tokens.reasoning) * list.output;
  return cost + usd / 1e6;
}

/** Above so many input tokens the whole call is charged by another list. */
function listFor(price: PriceList, input: number): PriceList {
  return price.above.findLast(({ tokens }) => input > tokens)?.prices ?? price;
}

/** What an architecture costs, in USD; null without traffic. */
export interface Bill {
  readonly perRequest: number | null;
  readonly perConversation: number | null;
  readonly launch: number | null;
  readonly month12: number | null;
}

/** USD of the calls of an average request, at launch and in month 12. */
export interface CallsOfRequest {
  readonly launch: number;
  readonly month12: number;
}

export function billOf(system: System, agent: Agent, chosen: Chosen, usd: CallsOfRequest): Bill {
  const { requests, later, turns } = agent;
  const known = (value: number) => (Number.isNaN(value) ? null : value);
  const month = (at: number | null, calls: number) =>
    at === null ? null : known(calls * at + monthlyAt(system, agent, chosen, at));
  const launch = month(requests, usd.launch);
  const perRequest = requests === null || launch === null ? known(usd.launch) : launch / requests;
  return {
    perRequest,
    perConversation: perRequest === null ? null : perRequest * turns,
    launch,
    month12: month(later, usd.month12),
  };
}

/** USD a month whatever is called: of components, and of GPUs for so many requests. */
function monthlyAt(system: System, agent: Agent, chosen: Chosen, requests: number): number {
  const pools = new Map<string, Served[]>();
  for (const step of stepsOf(agent)) {
    const way = wayOfStep(chosen, step);
    if (way === null || way.host === null) continue;
    const calls = step.chance * step.calls.reduce((sum, [share, count]) => sum + share * count, 0);
    const pool = `${way.model} ${way.host}`;
    pools.set(pool, [...(pools.get(pool) ?? []), { way, calls }]);
  }
  const coming = { ...agent, requests, hasDeadline: agent.want.hasDeadline };
  let sum = fixedPerMonth(system, agent, chosen);
  for (const served of pools.values()) sum += monthOf(system, served, coming);
  return sum;
}

/** Monthly costs: once per component in use, shared by the agents that use it by their requests. */
function fixedPerMonth(system: System, agent: Agent, chosen: Chosen): number {
  const paid = new Map<string, number>();
  const pay = (component: string, fixed: number) =>
    paid.set(component, Math.max(paid.get(component) ?? 0, fixed));
  for (const step of stepsOf(agent)) {
    const way = wayOfStep(chosen, step);
    if (way) pay(step.component.name, way.fixed);
  }
  for (const tool of toolsOf(agent)?.tools ?? [])
    if (chosen.kept.includes(tool.name)) pay(tool.name, wayOfTool(chosen, tool).fixed);
  for (const { use, component } of agent.shortcuts)
    if (chosen.written[use] === 'on') pay(use, component.ways[0]?.fixed ?? 0);
  let sum = 0;
  for (const [component, fixed] of paid) sum += fixed * shareOfAgent(system, agent, component);
  return sum;
}

function shareOfAgent({ agents }: System, agent: Agent, component: string): number {
  const users = [...agents.values()].filter((other) => uses(other, component));
  if (users.some(({ requests }) => requests === null)) return 1;
  const all = users.reduce((sum, { requests }) => sum + (requests ?? 0), 0);
  return users.length < 2 || all === 0 ? 1 : (agent.requests ?? 0) / all;
}

function uses(agent: Agent, component: string): boolean {
  return (
    stepsOf(agent).some((step) => step.component.name === component) ||
    (toolsOf(agent)?.tools.some(({ name }) => name === component) ?? false) ||
    agent.shortcuts.some(({ use }) => use === component)
  );
}
