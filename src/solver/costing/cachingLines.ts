import type { CachePlan, CachePolicy } from '../../cost/caching.ts';
import { cachingOf } from '../caching.ts';
import type { Choices } from '../choices.ts';
import { expectedRuns } from '../expectedRuns.ts';
import type { Option, Problem, Step } from '../problem.ts';

/** What the prompt cache would save in one step, at one volume. */
export interface CachingAt {
  readonly policy: CachePolicy;
  /** Chances that the shared prefix is warm: at a conversation's first call, later, over all calls. */
  readonly hits: { readonly first: number; readonly later: number; readonly all: number } | null;
  /** USD a month without and with the cache. */
  readonly without: number | null;
  readonly with: number | null;
}

/** The prompt cache in one step. */
export interface CachingLine {
  readonly step: string;
  readonly variant: string;
  /** The variant is the one that is looked at. */
  readonly inUse: boolean;
  readonly model: string;
  readonly prefix: number;
  readonly history: number;
  /** Shortest prompt that the model's provider caches; null where unknown. */
  readonly minimum: number | null;
  /** Why nothing is saved at launch, where nothing is. */
  readonly why: CachePlan['why'];
  readonly launch: CachingAt;
  readonly month12: CachingAt | null;
  /** The agent is priced with the cache already. */
  readonly applied: boolean;
}

/**
 * What caching saves, for every way to run a step that is priced per token; where nothing is known
 * about it (no traffic, no cache, measured cached tokens) there is no line.
 */
export function cachingLines(problem: Problem, choices: Choices): CachingLine[] {
  const runs = expectedRuns(problem, choices);
  return problem.steps.flatMap((step) =>
    byName(step.options).flatMap((option) => {
      if (option.batched || option.hosting) return [];
      const inUse = choices.values.get(step.name) === option.value;
      const line = cachingLine(problem, step, option, runs.get(step.name) ?? 0);
      return line === null ? [] : [{ ...line, inUse }];
    }),
  );
}

/** The order in which a table lists its variants is of no meaning. */
function byName(options: readonly Option[]): Option[] {
  return options.toSorted((a, b) => (a.value < b.value ? -1 : 1));
}

function cachingLine(
  problem: Problem,
  step: Step,
  option: Option,
  perRequest: number,
): Omit<CachingLine, 'inUse'> | null {
  const { requests, requestsInTwelveMonths: later } = problem.traffic;
  const plan = cachingOf(problem, step, option, requests);
  if (plan === null || perRequest === 0) return null;
  const inTwelveMonths = later === null ? null : cachingOf(problem, step, option, later);
  const { call } = option;
  return {
    step: step.name,
    variant: option.value,
    model: call.model ?? '',
    prefix: (call.uncached ?? call.tokens).prefix,
    history: call.history ?? 0,
    minimum: call.cache?.minimum ?? null,
    why: plan.why,
    launch: atVolume(plan, (requests ?? 0) * perRequest),
    month12: inTwelveMonths && atVolume(inTwelveMonths, (later ?? 0) * perRequest),
    applied: call.uncached !== undefined,
  };
}

function atVolume(plan: CachePlan, calls: number): CachingAt {
  const perMonth = (usd: number | null) => (usd === null ? null : usd * calls);
  const { hits } = plan;
  return {
    policy: plan.policy,
    hits: hits && { first: hits.first, later: hits.later, all: hits.all },
    without: perMonth(plan.uncached),
    with: perMonth(plan.perCall),
  };
}
