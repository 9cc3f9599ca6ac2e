import type { Shift } from '../../src/accuracy/effect.ts';
import type { TaskCounts } from '../../src/accuracy/measured.ts';
import type { TaskBase } from '../../src/accuracy/predict.ts';
import type { Price } from '../../src/cost/price.ts';
import type { Tokens } from '../../src/cost/tokens.ts';
import type { LatencyInput } from '../../src/latency/latencyInput.ts';
import type { Choices } from '../../src/solver/choices.ts';
import type {
  AccuracyModel,
  Block,
  CallCost,
  Limits,
  MeasuredRow,
  Option,
  Order,
  Problem,
  SequenceBlock,
  Shortcut,
  Step,
  Tool,
  ToolGroup,
} from '../../src/solver/problem.ts';

/** A workflow as tests write it: steps in place, nested as they run. */
export type Flow =
  | Step
  | ToolGroup
  | { readonly parallel: readonly (readonly Flow[])[] }
  | { readonly sequence: readonly Flow[] };

export const range = (low: number, high: number): LatencyInput => ({ kind: 'range', low, high });
export const point = (ms: number): LatencyInput => ({ kind: 'point', ms });
export const mix = (...parts: [weight: number, law: LatencyInput][]): LatencyInput => ({
  kind: 'mixture',
  parts: parts.map(([weight, law]) => ({ weight, law })),
});

export const ONCE = [{ count: 1, share: 1 }] as const;
export const NO_TOKENS: Tokens = {
  input: 0,
  prefix: 0,
  cached: 0,
  written: 0,
  written1h: 0,
  output: 0,
  reasoning: 0,
};
export const FREE: CallCost = {
  cost: 0,
  model: null,
  price: null,
  tokens: NO_TOKENS,
  tokensKnown: true,
};

/** USD per call, no model. */
export const fee = (cost: number): CallCost => ({ ...FREE, cost });

/** USD per million tokens, as price lists state it. */
export function perMillion(prices: {
  input?: number;
  output?: number;
  cached?: number;
  write5m?: number;
  write1h?: number;
}): Price {
  const scaled = (price: number | undefined) => (price === undefined ? null : price * 1e-6);
  return {
    input: scaled(prices.input),
    output: scaled(prices.output),
    cached: scaled(prices.cached),
    write5m: scaled(prices.write5m),
    write1h: scaled(prices.write1h),
    above: [],
  };
}

/** Claude Sonnet 4.6: methods/cost-model.md §1. */
export const SONNET = perMillion({ input: 3, output: 15, cached: 0.3, write5m: 3.75, write1h: 6 });

export function modelCall(price: Price | null, tokens: Partial<Tokens>): CallCost {
  return { cost: 0, model: 'model', price, tokens: { ...NO_TOKENS, ...tokens }, tokensKnown: true };
}

export function option(
  value: string,
  latency: LatencyInput,
  rest: Partial<Omit<Option, 'value' | 'latency'>> = {},
): Option {
  return { value, latency, ttft: null, call: FREE, fixedCost: 0, saves: 0, effect: [], ...rest };
}

/** A step with one way to run, or with the options given. */
export function step(
  name: string,
  ways: LatencyInput | readonly Option[],
  rest: Partial<Omit<Step, 'name' | 'options'>> = {},
): Step {
  return {
    name,
    component: name,
    kind: 'llm',
    options: 'kind' in ways ? [option('on', ways)] : ways,
    optional: false,
    offEffect: [],
    chance: 1,
    calls: ONCE,
    streams: false,
    showsProgress: false,
    onReject: null,
    guards: null,
    ...rest,
  };
}

export function tool(
  name: string,
  ways: LatencyInput | readonly Option[],
  rest: Partial<Omit<Tool, 'name' | 'options'>> = {},
): Tool {
  return {
    name,
    options: 'kind' in ways ? [option('on', ways)] : ways,
    usedBy: null,
    chance: 1,
    calls: ONCE,
    keptEffect: [],
    droppedEffect: [],
    ...rest,
  };
}

export function tools(
  list: readonly Tool[],
  orders: readonly Order[] = ['series'],
  sets: ToolGroup['sets'] = null,
): ToolGroup {
  return { tools: list, orders, sets };
}

export function shortcut(
  name: string,
  skips: readonly string[],
  hit: number,
  lookup: LatencyInput,
  rest: Partial<Omit<Shortcut, 'name' | 'skips' | 'hit' | 'lookup'>> = {},
): Shortcut {
  return {
    name,
    skips,
    hit,
    lookup,
    optional: true,
    call: FREE,
    fixedCost: 0,
    onEffect: [],
    offEffect: [],
    ...rest,
  };
}

export const NO_LIMITS: Limits = {
  latency: null,
  ttft: null,
  progress: null,
  deadline: false,
  accuracy: null,
  tools: { kind: 'all' },
  toolsStated: false,
  cost: null,
};

export function problem(
  flow: readonly Flow[],
  rest: Partial<Omit<Problem, 'workflow' | 'steps' | 'tools'>> = {},
): Problem {
  const parts: { steps: Step[]; tools: ToolGroup | null } = { steps: [], tools: null };
  return {
    agent: 'agent',
    workflow: sequenceOf(flow, parts),
    steps: parts.steps,
    tools: parts.tools,
    shortcuts: [],
    limits: NO_LIMITS,
    accuracy: null,
    traffic: { requests: null, requestsInTwelveMonths: null, turns: 1 },
    people: { wrongAnswer: null, escalate: null },
    measured: null,
    today: null,
    ...rest,
  };
}

function sequenceOf(
  flow: readonly Flow[],
  parts: { steps: Step[]; tools: ToolGroup | null },
): SequenceBlock {
  return {
    kind: 'sequence',
    items: flow.map((item): Block => {
      if ('parallel' in item) {
        return {
          kind: 'parallel',
          branches: item.parallel.map((branch) => sequenceOf(branch, parts)),
        };
      }
      if ('sequence' in item) return sequenceOf(item.sequence, parts);
      if ('tools' in item) {
        parts.tools = item;
        return { kind: 'tools' };
      }
      parts.steps.push(item);
      return { kind: 'step', step: item.name };
    }),
  };
}

/** The first option of every step, shortcuts on, all tools in the first order; then what is given. */
export function choose(
  problem: Problem,
  given: {
    readonly values?: Readonly<Record<string, string>>;
    readonly tools?: readonly string[];
    readonly order?: Order;
  } = {},
): Choices {
  const kept = given.tools ?? (problem.tools?.tools ?? []).map(({ name }) => name);
  const values = new Map<string, string>();
  for (const { name, options } of problem.steps) values.set(name, options[0]?.value ?? 'off');
  for (const { name } of problem.shortcuts) values.set(name, 'on');
  for (const { name, options } of problem.tools?.tools ?? []) {
    if (options.length > 1 && kept.includes(name)) values.set(name, options[0]?.value ?? '');
  }
  for (const [name, value] of Object.entries(given.values ?? {})) values.set(name, value);
  const order = given.order ?? problem.tools?.orders[0] ?? 'series';
  return { values, tools: kept, order: kept.length > 1 ? order : 'series' };
}

/** One task without a name, measured on `total` items. */
export function base(accuracy: number, total: number | null = 1000): TaskBase {
  return {
    name: '',
    weight: 1,
    accuracy,
    counts: total === null ? null : { passed: Math.round(accuracy * total), total },
  };
}

export function accuracyModel(rest: Partial<AccuracyModel> = {}): AccuracyModel {
  return { eval: 'eval', bases: [base(0.9)], byTask: false, constant: none(1), rows: [], ...rest };
}

/** No effect on any of `tasks` tasks. */
export const none = (tasks: number): Shift[] =>
  Array.from({ length: tasks }, () => ({ mid: 0, sd: 0 }));

export function row(
  requires: Readonly<Record<string, readonly string[]>>,
  counts: readonly TaskCounts[],
): MeasuredRow {
  return {
    requires: new Map(Object.entries(requires).map(([key, values]) => [key, new Set(values)])),
    counts,
  };
}

export const counts = (passed: number, total: number, name = '', weight = 1): TaskCounts => ({
  name,
  weight,
  passed,
  total,
});
