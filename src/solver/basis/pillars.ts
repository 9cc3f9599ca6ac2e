import { HOURS_A_MONTH, replicasFor } from '../../cost/serving/hosting.ts';
import { leafOf } from '../../latency/leafOf.ts';
import type { LatencyInput } from '../../latency/latencyInput.ts';
import type { Choices } from '../choices.ts';
import { costBySteps } from '../cost.ts';
import { expectedRuns } from '../expectedRuns.ts';
import { optionOf } from '../optionOf.ts';
import type { CallCost, Option, Problem } from '../problem.ts';

/** Percentiles of one call, in ms. */
export interface CallTimes {
  readonly p50: number;
  readonly p95: number;
  /** Absent where no limit speaks of so high a percentile. */
  readonly p99?: number;
}

/** What the figures of an architecture rest on: one thing that it runs. */
export interface Pillar extends CallTimes {
  /** Step, tool or shortcut. */
  readonly name: string;
  /** As choices spell it: a variant, `variant@host`, or `on`. */
  readonly value: string;
  /** To the first token of a call; null where nothing is said about it, or no limit speaks of it. */
  readonly ttft: CallTimes | null;
  /** USD a request for its calls; null where unknown. */
  readonly cost: number | null;
  /** Calls a request, on average. */
  readonly runs: number;
  /** Null for what is no model. */
  readonly model: string | null;
  /** Tokens of a call; null for what is no model, or where they are not stated. */
  readonly tokens: { readonly input: number; readonly output: number } | null;
  /** USD a month, whatever it does: its own cost and its replicas. */
  readonly monthly: number;
  /** Null for what runs on no host of its own. */
  readonly replicas: number | null;
  /** USD an hour for one replica; null for what runs on no host of its own. */
  readonly hourly: number | null;
}

/** Everything that an architecture runs, in the order of the workflow, with today's figures. */
export function pillarsOf(problem: Problem, choices: Choices): Pillar[] {
  const costs = costBySteps(problem, choices);
  const runs = expectedRuns(problem, choices);
  const high = highestLimited(problem) > 0.95;
  const isFirstLimited = problem.limits.ttft !== null || problem.limits.progress !== null;
  return runningIn(problem, choices).map(({ name, option }) => ({
    name,
    value: option.value,
    ...timesOf(option.latency, high),
    ttft: isFirstLimited && option.ttft ? timesOf(option.ttft, high) : null,
    cost: costs[name] ?? null,
    runs: runs.get(name) ?? 0,
    model: option.call.model,
    tokens: tokensOf(option.call),
    monthly: option.fixedCost,
    replicas: replicasOf(problem, option),
    hourly: option.hosting ? option.hosting.perReplica / HOURS_A_MONTH : null,
  }));
}

function highestLimited({ limits }: Problem): number {
  const stated = [limits.latency, limits.ttft, limits.progress].flatMap((each) => each ?? []);
  return Math.max(0, ...stated.map(({ p }) => p));
}

function timesOf(latency: LatencyInput, high: boolean): CallTimes {
  const leaf = leafOf(latency);
  return {
    p50: leaf.quantile(0.5),
    p95: leaf.quantile(0.95),
    ...(high ? { p99: leaf.quantile(0.99) } : {}),
  };
}

function tokensOf({ model, tokens, tokensKnown }: CallCost): Pillar['tokens'] {
  if (model === null || !tokensKnown) return null;
  return { input: tokens.input, output: tokens.output + tokens.reasoning };
}

function replicasOf({ traffic }: Problem, { hosting }: Running): number | null {
  const { requests, arrivals } = traffic;
  if (hosting === undefined || requests === null || arrivals === undefined) return null;
  return replicasFor(hosting, requests, arrivals);
}

type Running = Pick<Option, 'value' | 'latency' | 'ttft' | 'call' | 'fixedCost' | 'hosting'>;

function runningIn(
  problem: Problem,
  choices: Choices,
): { readonly name: string; readonly option: Running }[] {
  const { steps, tools, shortcuts } = problem;
  return [
    ...steps.flatMap(({ name, options }) => {
      const option = options.find(({ value }) => value === choices.values.get(name));
      return option ? [{ name, option }] : [];
    }),
    ...(tools?.tools ?? [])
      .filter(({ name }) => choices.tools.includes(name))
      .map((tool) => ({ name: tool.name, option: optionOf(tool, choices) })),
    ...shortcuts
      .filter(({ name }) => choices.values.get(name) === 'on')
      .map(({ name, lookup, call, fixedCost }) => ({
        name,
        option: { value: 'on', latency: lookup, ttft: null, call, fixedCost },
      })),
  ];
}
