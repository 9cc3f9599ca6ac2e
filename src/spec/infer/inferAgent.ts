import type { CountDistribution } from '../../latency/latencyInput.ts';
import type { Component, Table } from '../../table/schema.ts';
import { waysToRun } from '../../table/ways.ts';
import { loopOf } from './inferLoop.ts';
import { inGroups } from './inferParallel.ts';

/** One step as a spec writes it, with what was seen of it. */
export interface InferredStep {
  readonly step: string;
  readonly component: string;
  /** Only where they differ from what the table says of the component. */
  readonly calls: CountDistribution | null;
  readonly optional: boolean;
  readonly streams: boolean;
  readonly redo: { readonly step: string; readonly chance: number; readonly times: number } | null;
  /** What was measured, in words for the reader of the spec. */
  readonly note: string;
}

/** Steps side by side run at once; the groups run one after the other. */
export interface InferredWorkflow {
  readonly before: readonly (readonly InferredStep[])[];
  readonly tools: readonly string[];
  readonly after: readonly (readonly InferredStep[])[];
  /** Tools were seen to run at once. */
  readonly toolsOverlap: boolean;
}

export interface InferredAgent extends InferredWorkflow {
  /** Step to the variant that ran most often; steps with one way to run are left out. */
  readonly today: readonly {
    readonly step: string;
    readonly variant: string;
    readonly share: number;
  }[];
}

const OPTIONAL: ReadonlySet<string> = new Set(['verifier', 'guardrail', 'compaction', 'rerank']);

const LAST: ReadonlySet<string> = new Set(['verifier', 'guardrail']);

/** Tools of which this share of the time ran beside others are called at once. */
const AT_ONCE = 0.1;

/**
 * The workflow behind a measured table: components in the order in which requests first use them; the
 * model that is called again and again is a loop around the tools, whose last call answers; verdicts
 * come last. What cannot be read from a table (who asks for which tool, why) is not guessed at.
 */
export function inferAgent(table: Table): InferredAgent {
  const names = Object.keys(table.components).filter((name) => canRun(table.components[name]));
  const tools = names.filter((name) => table.components[name]?.kind === 'tool');
  const answering = answeringComponent(table, names);
  const steps = names.filter((name) => !tools.includes(name));
  const at = answering === null ? steps.length : steps.indexOf(answering);
  const isLast = (name: string): boolean => LAST.has(table.components[name]?.kind ?? '');
  const loop = answering === null ? null : loopOf(table, answering, tools.length > 0);
  const plain = (name: string): InferredStep => stepOf(table, name, loop?.answer.step ?? null);
  const before = [...steps.slice(0, at).map(plain), ...(loop?.reason ? [loop.reason] : [])];
  const between = steps.slice(at + 1).filter((name) => !isLast(name));
  const verdicts = steps.slice(at + 1).filter(isLast);
  const after = [...between.map(plain), ...(loop ? [loop.answer] : []), ...verdicts.map(plain)];
  return {
    before: inGroups(table, before),
    tools,
    after: inGroups(table, after),
    toolsOverlap: overlapOf(table, tools) > AT_ONCE,
    today: [...before, ...after].flatMap((step) => mostUsed(table, step)),
  };
}

function canRun(component: Component | undefined): boolean {
  return (
    component !== undefined && waysToRun(component).some(({ latency }) => latency !== undefined)
  );
}

/** The model call that answers: of those in nearly every request the one that is called most. */
function answeringComponent(table: Table, names: readonly string[]): string | null {
  const models = names.filter((name) => table.components[name]?.kind === 'llm');
  const weight = (name: string): number => {
    const component = table.components[name];
    return (component?.used_by ?? 1) * meanCalls(component?.calls);
  };
  const most = Math.max(...models.map(weight));
  // Of equal ones the last in order: what is called once each is a chain that ends with the answer.
  return models.findLast((name) => weight(name) >= most * 0.999) ?? null;
}

function meanCalls(calls: CountDistribution | undefined): number {
  return calls?.reduce((sum, { count, share }) => sum + count * share, 0) ?? 1;
}

function stepOf(table: Table, name: string, answer: string | null): InferredStep {
  const component = table.components[name] as Component;
  const redo = answer === null ? null : redoOf(component, answer);
  return {
    step: name,
    component: name,
    // A verdict that is given again after a redo is part of the loop.
    calls: redo === null ? null : [{ count: 1, share: 1 }],
    optional: OPTIONAL.has(component.kind),
    streams: false,
    redo,
    note: usage(component),
  };
}

/** How often its verdict sent the answer back, where that was seen. */
function redoOf(component: Component, answer: string): InferredStep['redo'] {
  const { redone, calls } = component.counted ?? {};
  const rejected = Object.values(redone ?? {}).reduce((sum, count) => sum + count, 0);
  if (rejected === 0 || calls === undefined) return null;
  const times = Math.min(10, Math.max(...Object.keys(calls).map(Number)) - 1);
  const verdicts = Object.entries(calls).reduce(
    (sum, [count, requests]) => sum + requests * Math.min(Number(count), times),
    0,
  );
  return times < 1 ? null : { step: answer, chance: Math.min(0.99, rejected / verdicts), times };
}

function usage({ used_by, calls }: Component): string {
  const share = used_by === undefined ? 'every request' : `${percent(used_by)} of requests`;
  const mean = meanCalls(calls);
  return mean === 1 ? share : `${share}, ${Number(mean.toFixed(1))} calls each on average`;
}

export function percent(share: number): string {
  return `${Number((share * 100).toFixed(share < 0.1 ? 1 : 0))}%`;
}

function overlapOf(table: Table, tools: readonly string[]): number {
  const times = tools.map((name) => {
    const { on_path, slack = 0 } = table.components[name] ?? {};
    return { n: on_path?.n ?? 0, path: on_path?.mean ?? 0, slack };
  });
  const slack = times.reduce((sum, time) => sum + time.n * time.slack, 0);
  const path = times.reduce((sum, time) => sum + time.n * time.path, 0);
  return slack + path === 0 ? 0 : slack / (slack + path);
}

function mostUsed(table: Table, { step, component }: InferredStep): InferredAgent['today'] {
  const ways = waysToRun(table.components[component] as Component).filter(({ latency }) => latency);
  const total = ways.reduce((sum, { latency }) => sum + (latency?.n ?? 0), 0);
  const [first, ...others] = ways;
  if (first === undefined || others.length === 0) return [];
  const best = others.reduce(
    (most, way) => ((way.latency?.n ?? 0) > (most.latency?.n ?? 0) ? way : most),
    first,
  );
  return [{ step, variant: best.name, share: total === 0 ? 1 : (best.latency?.n ?? 0) / total }];
}
