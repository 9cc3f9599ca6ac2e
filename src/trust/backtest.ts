import type { Choices } from '../solver/choices.ts';
import { defaultChoices } from '../solver/defaultChoices.ts';
import { latencyEvaluator } from '../solver/latency.ts';
import type { Problem } from '../solver/problem.ts';
import { asTraced, type FromTraces } from './asTraced.ts';
import { bootstrapQuantiles } from './bootstrap.ts';
import { censoring, type Censoring } from './censoring.ts';
import { dependence, LEVEL, type Dependence } from './dependence.ts';
import type { ObservedRequest } from './observed.ts';
import { ascendingOf, rankedQuantile } from './ranked.ts';
import type { Traced } from './traced.ts';

/** What was composed for the architecture that runs today, against what its requests took. In ms. */
export interface Backtest {
  /** Requests that ended well. */
  readonly n: number;
  readonly percentiles: readonly BacktestRow[];
  readonly dependence: Dependence;
  /** What moves the composed p95 to the measured one, in the order it is taken from the traces. */
  readonly causes: readonly Cause[];
  readonly censored: Censoring | null;
}

export interface BacktestRow {
  readonly p: number;
  readonly composed: number;
  readonly measured: number;
  /** Central 90% of the measured percentile. */
  readonly low: number;
  readonly high: number;
  /** composed / measured - 1 */
  readonly gap: number;
  /** The composed figure lies in the interval of the measured one. */
  readonly within: boolean;
  /** Requests were cut off before this percentile: it is a lower bound. */
  readonly lowerBound: boolean;
}

export type CauseName = FromTraces | 'own' | 'dependence';

/** p50 and p95 once this, too, is as it was traced. */
export interface Cause {
  readonly cause: CauseName;
  readonly p50: number;
  readonly p95: number;
  /** Change of p95 against the line before, as a share of the measured p95. */
  readonly moved: number;
}

export const PERCENTILES = [0.5, 0.9, 0.95, 0.99] as const;

/** Too few requests to speak of percentiles at all. */
export const LEAST_REQUESTS = 20;

/** Null where fewer than {@link LEAST_REQUESTS} requests ended well. */
export function backtest(
  problem: Problem,
  requests: readonly ObservedRequest[],
  observed: Traced,
  seed: number,
): Backtest | null {
  const n = observed.requests.length;
  if (n < LEAST_REQUESTS) return null;
  const today = problem.today ?? defaultChoices(problem);
  const ascending = ascendingOf(observed.latencies);
  const ranges = bootstrapQuantiles(ascending, PERCENTILES, { seed });
  const evaluator = latencyEvaluator(problem);
  const censored = censoring(requests);
  const percentiles = PERCENTILES.map((p, at): BacktestRow => {
    const composed = evaluator.at(today, 'latency', p) ?? NaN;
    const measured = rankedQuantile(ascending, p);
    const [low, high] = ranges[at] ?? [measured, measured];
    return {
      p,
      composed,
      measured,
      low,
      high,
      gap: composed / measured - 1,
      within: composed >= low && composed <= high,
      lowerBound: censored !== null && p > censored.known,
    };
  });
  const tested = dependence(problem, observed, [0.5, 0.95], seed);
  return {
    n,
    percentiles,
    dependence: tested,
    causes: causesOf(problem, today, observed, tested, percentiles),
    censored,
  };
}

/** The steps of a request are not independent, as far as the test can tell. */
export function isDependent({ dependence: { pValue } }: Backtest): boolean {
  return pValue <= LEVEL;
}

function causesOf(
  problem: Problem,
  today: Choices,
  observed: Traced,
  { independent: [p50 = NaN, p95 = NaN] }: Dependence,
  percentiles: readonly BacktestRow[],
): Cause[] {
  const measured = (p: number): number => percentiles.find((row) => row.p === p)?.measured ?? NaN;
  const stages = (['variants', 'times', 'counts'] as const).map((cause) => {
    const composable = asTraced(problem, today, observed, cause);
    const evaluator = latencyEvaluator(composable.problem);
    const at = (p: number) => evaluator.at(composable.choices, 'latency', p) ?? NaN;
    return { cause, p50: at(0.5), p95: at(0.95) };
  });
  const all = [
    ...stages,
    { cause: 'own' as const, p50, p95 },
    { cause: 'dependence' as const, p50: measured(0.5), p95: measured(0.95) },
  ];
  let before = percentiles.find(({ p }) => p === 0.95)?.composed ?? NaN;
  return all.map((stage) => {
    const moved = (stage.p95 - before) / measured(0.95);
    before = stage.p95;
    return { ...stage, moved };
  });
}
