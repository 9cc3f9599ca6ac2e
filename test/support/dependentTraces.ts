import { leafOf } from '../../src/latency/leafOf.ts';
import { normalCdf } from '../../src/latency/normalCdf.ts';
import { normalQuantile } from '../../src/latency/normalQuantile.ts';
import type { Choices } from '../../src/solver/choices.ts';
import type { Problem } from '../../src/solver/problem.ts';
import type { ObservedRequest, ObservedRun } from '../../src/trust/observed.ts';
import { mulberry32 } from './mulberry32.ts';
import { NO_LIMITS, option, problem, range, step, tool, tools } from './problems.ts';

/** How the steps of a made-up agent depend on one another. */
export type Dependence =
  | { readonly kind: 'independent' }
  | { readonly kind: 'factor'; readonly rho: number }
  | ({ readonly kind: 'incidents'; readonly share: number } & Severity);

/**
 * In an incident every step is slow: its normal score is `shift` higher and spreads by `spread`
 * (what a common slowdown does), or its rank is drawn from the slowest part of its law (from
 * `slowest` on: no fast step at all), the same rank for all steps where it is `shared`.
 */
type Severity =
  | { readonly shift: number; readonly spread: number }
  | { readonly slowest: number; readonly shared?: boolean };

/**
 * Incidents in 6% of requests with which composing {@link NEXT} independently errs by
 * 2.1 / -4.7 / -8.5% at p50 / p95 / p99, the figures of the study that the bars come from (it gives
 * the share of incidents and what they do, not how they are drawn).
 */
export const INCIDENTS: Dependence = { kind: 'incidents', share: 0.06, shift: 1.22, spread: 0.8 };

/** Harsher: every step of an incident takes a time from its slowest tenth. */
export const HARSH_INCIDENTS: Dependence = { kind: 'incidents', share: 0.06, slowest: 0.9 };

/** Every step of an incident takes the same rank, one above 70%. */
export const SHARED_INCIDENTS: Dependence = {
  kind: 'incidents',
  share: 0.06,
  slowest: 0.7,
  shared: true,
};

const NAMES = ['plan', 'retrieval', 'crm', 'web', 'files', 'calendar', 'answer', 'verifier'];

/** Eight steps: a plan of two efforts, a search, four tools in a row, an answer and a verifier. */
export const PROBLEM: Problem = problem(
  [
    step('plan', [option('low', range(480, 2240)), option('high', range(1560, 9000))]),
    step('retrieval', range(160, 750)),
    tools(
      [
        tool('crm', range(316, 1650)),
        tool('web', range(196, 3820)),
        tool('files', range(148, 1220)),
        tool('calendar', range(247, 973)),
      ],
      ['series', 'parallel'],
    ),
    step('answer', range(1180, 6360), { streams: true }),
    step('verifier', range(400, 1870), { optional: true }),
  ],
  { agent: 'made-up', limits: { ...NO_LIMITS, latency: [{ p: 0.95, ms: 8000 }] } },
);

const TOOLS = ['crm', 'web', 'files', 'calendar'];

/** What the traces ran. */
export const TODAY: Choices = {
  values: new Map([
    ['plan', 'low'],
    ['retrieval', 'on'],
    ['answer', 'on'],
    ['verifier', 'on'],
  ]),
  tools: TOOLS,
  order: 'series',
};

/** What is to be predicted: high effort, tools in parallel, no verifier. */
export const NEXT: Choices = {
  values: new Map([...TODAY.values, ['plan', 'high'], ['verifier', 'off']]),
  tools: TOOLS,
  order: 'parallel',
};

/** Times of every step in one request, in ms, under an architecture. */
type Draw = (choices: Choices) => ReadonlyMap<string, number>;

/** Draws requests; the marginal law of every step is its law, whatever the dependence. */
export function drawer(dependence: Dependence, seed: number): Draw {
  const random = mulberry32(seed);
  const ranks = ranksOf(dependence, random);
  const quantile = new Map(
    [...PROBLEM.steps, ...(PROBLEM.tools?.tools ?? [])].flatMap(({ name, options }) =>
      options.map(({ value, latency }) => [`${name} ${value}`, leafOf(latency)] as const),
    ),
  );
  return (choices) => {
    const drawn = ranks();
    const times = new Map<string, number>();
    NAMES.forEach((name, at) => {
      const value = TOOLS.includes(name) ? 'on' : (choices.values.get(name) ?? 'on');
      if (value === 'off') return;
      times.set(name, quantile.get(`${name} ${value}`)?.quantile(drawn[at] ?? 0.5) ?? 0);
    });
    return times;
  };
}

/** Ranks of all steps in one request, each of them evenly spread over 0..1. */
function ranksOf(dependence: Dependence, random: () => number): () => number[] {
  const normal = (): number => normalQuantile(random());
  if (dependence.kind === 'independent') return () => NAMES.map(() => random());
  if (dependence.kind === 'factor') {
    const { rho } = dependence;
    return () => {
      const z = normal();
      return NAMES.map(() => normalCdf(Math.sqrt(rho) * z + Math.sqrt(1 - rho) * normal()));
    };
  }
  const { share } = dependence;
  if ('shift' in dependence) {
    const { shift, spread } = dependence;
    const rank = (score: number) =>
      share * normalCdf((score - shift) / spread) + (1 - share) * normalCdf(score);
    return () => {
      const isIncident = random() < share;
      return NAMES.map(() => rank(isIncident ? shift + spread * normal() : normal()));
    };
  }
  const { slowest, shared } = dependence;
  const inIncident = (): number => slowest + (1 - slowest) * random();
  // Outside of incidents the slow part is drawn as often less, so that the marginals stay.
  const slow = (1 - slowest - share) / (1 - share);
  const outside = (u: number): number =>
    u < slow ? slowest + ((1 - slowest) * u) / slow : (slowest * (u - slow)) / (1 - slow);
  return () => {
    if (random() >= share) return NAMES.map(() => outside(random()));
    const common = inIncident();
    return NAMES.map(() => (shared === true ? common : inIncident()));
  };
}

/** End to end time of one request, ms. */
export function totalOf(times: ReadonlyMap<string, number>, order: Choices['order']): number {
  const tools = TOOLS.map((name) => times.get(name) ?? 0);
  const rest = [...times].reduce((sum, [name, ms]) => (TOOLS.includes(name) ? sum : sum + ms), 0);
  return rest + (order === 'parallel' ? Math.max(...tools) : tools.reduce((a, b) => a + b, 0));
}

/** Requests as traces would show them under {@link TODAY}. */
export function tracedRequests(
  dependence: Dependence,
  n: number,
  seed: number,
  scale = 1,
): ObservedRequest[] {
  const draw = drawer(dependence, seed);
  return Array.from({ length: n }, () => requestOf(draw(TODAY), scale));
}

function requestOf(times: ReadonlyMap<string, number>, scale: number): ObservedRequest {
  let at = 0;
  const runs = NAMES.flatMap((component): ObservedRun[] => {
    const ms = (times.get(component) ?? 0) * scale;
    const run = {
      component,
      model: component === 'plan' ? 'm' : null,
      effort: component === 'plan' ? 'low' : null,
      variant: component === 'plan' ? 'low' : null,
      startMs: at,
      endMs: at + ms,
      durationMs: ms,
      failed: false,
      tokens: null,
    };
    at += ms;
    return [run];
  });
  return {
    agent: 'made-up',
    startedMs: 0,
    failed: false,
    latencyMs: at,
    ttftMs: null,
    progressMs: null,
    runs,
  };
}
