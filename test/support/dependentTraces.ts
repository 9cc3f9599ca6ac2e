import type { LatencyInput } from '../../src/latency/latencyInput.ts';
import { leafOf } from '../../src/latency/leafOf.ts';
import { normalCdf } from '../../src/latency/normalCdf.ts';
import { normalQuantile } from '../../src/latency/normalQuantile.ts';
import type { Choices } from '../../src/solver/choices.ts';
import type { Option, Problem, Step } from '../../src/solver/problem.ts';
import type { ObservedRequest, ObservedRun } from '../../src/trust/observed.ts';
import { mulberry32 } from './mulberry32.ts';

/** How the steps of a made-up agent depend on one another. */
export type Dependence =
  | { readonly kind: 'independent' }
  | { readonly kind: 'factor'; readonly rho: number }
  | { readonly kind: 'incidents'; readonly share: number };

const range = (low: number, high: number): LatencyInput => ({ kind: 'range', low, high });

const NAMES = ['plan', 'retrieval', 'crm', 'web', 'files', 'calendar', 'answer', 'verifier'];

function option(value: string, latency: LatencyInput): Option {
  return {
    value,
    latency,
    ttft: null,
    call: {
      cost: 0,
      model: null,
      price: null,
      tokens: { input: 0, prefix: 0, cached: 0, written: 0, written1h: 0, output: 0, reasoning: 0 },
      tokensKnown: true,
    },
    fixedCost: 0,
    saves: 0,
    effect: [],
  };
}

function step(name: string, options: readonly Option[], optional = false): Step {
  return {
    name,
    component: name,
    kind: 'llm',
    options,
    optional,
    offEffect: [],
    chance: 1,
    calls: [{ count: 1, share: 1 }],
    streams: name === 'answer',
    showsProgress: false,
    onReject: null,
    guards: null,
  };
}

function tool(name: string, latency: LatencyInput): NonNullable<Problem['tools']>['tools'][number] {
  return {
    name,
    options: [option('on', latency)],
    usedBy: null,
    chance: 1,
    calls: [{ count: 1, share: 1 }],
    keptEffect: [],
    droppedEffect: [],
  };
}

/** Eight steps: a plan of two efforts, a search, four tools in a row, an answer and a verifier. */
export const PROBLEM: Problem = {
  agent: 'made-up',
  workflow: {
    kind: 'sequence',
    items: [
      { kind: 'step', step: 'plan' },
      { kind: 'step', step: 'retrieval' },
      { kind: 'tools' },
      { kind: 'step', step: 'answer' },
      { kind: 'step', step: 'verifier' },
    ],
  },
  steps: [
    step('plan', [option('low', range(600, 1800)), option('high', range(2000, 7000))]),
    step('retrieval', [option('on', range(200, 600))]),
    step('answer', [option('on', range(1500, 5000))]),
    step('verifier', [option('on', range(500, 1500))], true),
  ],
  tools: {
    tools: [
      tool('crm', range(400, 1300)),
      tool('web', range(300, 2500)),
      tool('files', range(200, 900)),
      tool('calendar', range(300, 800)),
    ],
    orders: ['series', 'parallel'],
    sets: null,
  },
  shortcuts: [],
  limits: {
    latency: [{ p: 0.95, ms: 8000 }],
    ttft: null,
    progress: null,
    deadline: false,
    accuracy: null,
    tools: { kind: 'all' },
    toolsStated: false,
    cost: null,
  },
  accuracy: null,
  traffic: { requests: null, requestsInTwelveMonths: null, turns: 1 } as Problem['traffic'],
  people: { wrongAnswer: null, escalate: null },
  measured: null,
  today: null,
};

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

/** In an incident every step takes a time from the slowest part of its law. */
const INCIDENT = 0.9;

/** Draws requests; the marginal law of every step is its law, whatever the dependence. */
export function drawer(dependence: Dependence, seed: number): Draw {
  const random = mulberry32(seed);
  const normal = (): number => normalQuantile(random());
  const quantile = new Map(
    [...PROBLEM.steps, ...(PROBLEM.tools?.tools ?? [])].flatMap(({ name, options }) =>
      options.map(({ value, latency }) => [`${name} ${value}`, leafOf(latency)] as const),
    ),
  );
  const ranks = (): number[] => {
    if (dependence.kind === 'factor') {
      const z = normal();
      const { rho } = dependence;
      return NAMES.map(() => normalCdf(Math.sqrt(rho) * z + Math.sqrt(1 - rho) * normal()));
    }
    if (dependence.kind === 'independent') return NAMES.map(() => random());
    // Outside of incidents the slow part is drawn as often less, so that the marginals stay.
    const { share } = dependence;
    if (random() < share) return NAMES.map(() => INCIDENT + (1 - INCIDENT) * random());
    const slow = (1 - INCIDENT - share) / (1 - share);
    return NAMES.map(() => {
      const u = random();
      return u < slow
        ? INCIDENT + ((1 - INCIDENT) * u) / slow
        : (INCIDENT * (u - slow)) / (1 - slow);
    });
  };
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
    failed: false,
    latencyMs: at,
    ttftMs: null,
    progressMs: null,
    runs,
  };
}
