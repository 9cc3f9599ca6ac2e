import type { LatencyInput } from '../../latency/latencyInput.ts';
import { defaultChoices } from '../../solver/defaultChoices.ts';
import { latencyEvaluator } from '../../solver/latency.ts';
import type { Option, Order, Problem } from '../../solver/problem.ts';
import type { Table } from '../../table/schema.ts';
import { statedQuantile } from '../../table/statedQuantile.ts';
import { waysToRun } from '../../table/ways.ts';

/** One percentile of whole requests, in ms. */
export interface Reproduced {
  readonly p: number;
  readonly measured: number;
  readonly composed: number;
  /** composed / measured - 1 */
  readonly error: number;
}

const PERCENTILES = [0.5, 0.95, 0.99] as const;

/**
 * How well a workflow reproduces the requests that it was inferred from: its percentiles with every
 * step's variants mixed as they were measured, against those of the requests themselves. Null where
 * whole requests were not measured.
 */
export function reproduction(problem: Problem, table: Table, order: Order): Reproduced[] | null {
  const measured = table.end_to_end?.latency;
  if (measured === undefined) return null;
  const mixed = asMeasured(problem, table, order);
  const evaluator = latencyEvaluator(mixed);
  return PERCENTILES.map((p) => {
    const truth = statedQuantile(measured, p);
    const composed = evaluator.at(mixed.today ?? defaultChoices(mixed), 'latency', p) ?? NaN;
    return { p, measured: truth, composed, error: composed / truth - 1 };
  });
}

/** The larger of the errors at p50 and p95, as factors: half and double are equally wrong. */
export function misfit(rows: readonly Reproduced[]): number {
  return Math.max(
    ...rows.filter(({ p }) => p < 0.99).map(({ error }) => Math.abs(Math.log(1 + error))),
  );
}

/** Every step with one way to run: that of its variants as often as they were measured. */
export function asMeasured(problem: Problem, table: Table, order: Order): Problem {
  const mixed = <T extends { readonly options: readonly Option[] }>(
    of: T,
    component: string,
  ): T => ({
    ...of,
    options: mixture(of.options, weightsOf(table, component)),
  });
  const measured: Problem = {
    ...problem,
    steps: problem.steps.map((step) => mixed(step, step.component)),
    tools: problem.tools && {
      ...problem.tools,
      orders: [order],
      tools: problem.tools.tools.map((tool) => mixed(tool, tool.name)),
    },
  };
  return { ...measured, today: defaultChoices({ ...measured, today: null }) };
}

function weightsOf(table: Table, component: string): ReadonlyMap<string, number> {
  const ways = table.components[component] ? waysToRun(table.components[component]) : [];
  return new Map(ways.map(({ name, latency }) => [name, latency?.n ?? 0]));
}

function mixture(options: readonly Option[], weights: ReadonlyMap<string, number>): Option[] {
  const [first] = options;
  const total = options.reduce((sum, { value }) => sum + (weights.get(value) ?? 0), 0);
  if (first === undefined || options.length === 1 || total === 0) return first ? [first] : [];
  const latency: LatencyInput = {
    kind: 'mixture',
    parts: options
      .map(({ value, latency: law }) => ({ weight: (weights.get(value) ?? 0) / total, law }))
      .filter(({ weight }) => weight > 0),
  };
  return [{ ...first, latency }];
}
