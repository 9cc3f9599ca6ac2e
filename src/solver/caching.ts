import { bestCaching, type CachedCall, type CachePlan } from '../cost/caching.ts';
import { perActiveHour } from '../cost/arrivals.ts';
import { meanCalls } from './expectedRuns.ts';
import type { CallCost, Option, Problem, Step } from './problem.ts';

/**
 * The best use of the prompt cache for a step, its hits derived from the traffic. By the step's own
 * chance and calls: that shortcuts skip it, or loops repeat it, is left aside. Null where nothing can
 * be derived: no price, no traffic, or cached tokens that were measured.
 *
 * @param requests a month
 */
export function cachingOf(
  problem: Problem,
  step: Step,
  option: Option,
  requests: number | null,
): CachePlan | null {
  const call = cachedCall(problem, step, option, requests);
  return call === null ? null : bestCaching(call);
}

/** What {@link cachingOf} decides on. */
export function cachedCall(
  problem: Problem,
  step: Step,
  { call }: Option,
  requests: number | null,
): CachedCall | null {
  const { price, cache } = call;
  const { arrivals, turns } = problem.traffic;
  const tokens = call.uncached ?? call.tokens;
  const measured = tokens.cached + tokens.written + tokens.written1h > 0;
  if (
    price === null ||
    cache === undefined ||
    arrivals === undefined ||
    requests === null ||
    measured
  )
    return null;
  const perRequest = step.chance * meanCalls(step.calls);
  if (perRequest === 0) return null;
  return {
    price,
    terms: cache,
    tokens,
    history: Math.min(call.history ?? 0, Math.max(0, tokens.input - tokens.prefix)),
    pattern: {
      perHour: perActiveHour(requests / turns, arrivals) * Math.min(1, turns * perRequest),
      calls: Math.max(1, turns * perRequest),
      gap: arrivals.gap,
    },
  };
}

/** What a step's calls cost when the agent caches and has this many requests a month. */
export function callAtVolume(
  problem: Problem,
  step: Step,
  option: Option,
  requests: number | null,
): CallCost {
  if (option.call.uncached === undefined || requests === problem.traffic.requests)
    return option.call;
  const plan = cachingOf(problem, step, option, requests);
  return plan === null ? option.call : { ...option.call, tokens: plan.tokens };
}

/** The problem with every step cached as pays best at launch. */
export function withCaching(problem: Problem): Problem {
  const { requests } = problem.traffic;
  const steps = problem.steps.map((step) => ({
    ...step,
    options: step.options.map((option) => {
      const plan = option.batched ? null : cachingOf(problem, step, option, requests);
      if (plan === null || plan.policy === 'none') return option;
      return {
        ...option,
        call: { ...option.call, tokens: plan.tokens, uncached: option.call.tokens },
      };
    }),
  }));
  return { ...problem, steps };
}
