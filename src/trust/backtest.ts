import type { Choices } from '../solver/choices.ts';
import { defaultChoices } from '../solver/defaultChoices.ts';
import { latencyEvaluator } from '../solver/latency.ts';
import type { Problem } from '../solver/problem.ts';
import { asTraced, type Composable, type FromTraces } from './asTraced.ts';
import { bootstrapQuantiles } from './bootstrap.ts';
import { type Censoring, waited } from './censoring.ts';
import { Dealt, dealtQuantiles, rowsOf, runCounts } from './dealt.ts';
import { dependence, LEVEL, type Dependence } from './dependence.ts';
import { incidents, type Incidents } from './incidents.ts';
import { ownTime, withOwnTime } from './ownTime.ts';
import { quantileOf } from './ranked.ts';
import type { RequestSample } from './requestSample.ts';
import type { Traced } from './traced.ts';

/** What was composed for the architecture that runs today, against what its requests took. In ms. */
export interface Backtest {
  /** Requests that ended well. */
  readonly n: number;
  readonly percentiles: readonly BacktestRow[];
  readonly dependence: Dependence;
  /** Requests in which everything was slow at once; null where none show, or steps are independent. */
  readonly incidents: Incidents | null;
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

/**
 * `own`: the time outside of steps; `alike`: calls of one step that resemble each other; `routes`: which
 * steps run in one request; `incidents`: requests in which everything is slow; `dependence`: what else
 * ties steps together.
 */
export type CauseName = FromTraces | 'own' | 'alike' | 'routes' | 'incidents' | 'dependence';

/** p50 and p95 once this, too, is as it was traced. */
export interface Cause {
  readonly cause: CauseName;
  readonly p50: number;
  readonly p95: number;
  /** Change of p95 against the line before, as a share of the measured p95. */
  readonly moved: number;
}

export const PERCENTILES = [0.5, 0.9, 0.95, 0.99] as const;

/** Percentiles at which causes are told apart. */
const SHOWN = [0.5, 0.95] as const;

/** Too few requests to speak of percentiles at all. */
export const LEAST_REQUESTS = 20;

/** Null where fewer than {@link LEAST_REQUESTS} requests ended well. @param observed of the sample */
export function backtest(
  problem: Problem,
  { times }: RequestSample,
  observed: Traced,
  seed: number,
): Backtest | null {
  const n = times.latency.count;
  if (n < LEAST_REQUESTS) return null;
  const today = problem.today ?? defaultChoices(problem);
  const evaluator = latencyEvaluator(problem);
  const { times: waits, censored } = waited(times.latency, times.failures);
  const ranges = bootstrapQuantiles(waits, PERCENTILES);
  const percentiles = PERCENTILES.map((p, at): BacktestRow => {
    const composed = evaluator.at(today, 'latency', p) ?? NaN;
    const measured = quantileOf(waits, p);
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
  const tested = dependence(problem, observed, SHOWN, seed);
  const depends = tested.pValue <= LEVEL;
  const slow = depends ? incidents(problem, observed, SHOWN, seed) : null;
  return {
    n,
    percentiles,
    dependence: tested,
    incidents: slow && { ...slow, requests: Math.round(slow.share * n) },
    causes: causesOf(percentiles, [
      ...composedStages(problem, today, observed),
      { cause: 'alike', at: tested.independent },
      ...(depends ? [{ cause: 'routes' as const, at: routes(problem, observed, seed) }] : []),
      ...(slow === null ? [] : [{ cause: 'incidents' as const, at: slow.alone }]),
    ]),
    censored,
  };
}

/** With times dealt out among requests that run the same steps as often. */
function routes(problem: Problem, observed: Traced, seed: number): number[] {
  const ties = { groups: [rowsOf(observed)], counts: runCounts(observed) };
  return dealtQuantiles(new Dealt(problem, observed, ties), SHOWN, seed);
}

/** The steps of a request are not independent, as far as the test can tell. */
export function isDependent({ dependence: { pValue } }: Backtest): boolean {
  return pValue <= LEVEL;
}

/** Percentiles {@link SHOWN}, in ms, once a cause and all before it are as traced. */
interface Stage {
  readonly cause: CauseName;
  readonly at: readonly number[];
}

/** What composing can take from the traces. */
function composedStages(problem: Problem, today: Choices, observed: Traced): Stage[] {
  const stages = (['variants', 'times', 'counts'] as const).map((cause) => ({
    cause,
    ...asTraced(problem, today, observed, cause),
  }));
  const percentilesOf = ({ problem: of, choices }: Composable, offset = 0): number[] => {
    const evaluator = latencyEvaluator(of);
    return SHOWN.map((p) => (evaluator.at(choices, 'latency', p) ?? NaN) - offset);
  };
  const counts = stages.at(-1)!;
  const own = ownTime(observed);
  return [
    ...stages.map((stage) => ({ cause: stage.cause, at: percentilesOf(stage) })),
    {
      cause: 'own',
      at:
        own === null
          ? percentilesOf(counts)
          : percentilesOf(withOwnTime(counts.problem, counts.choices, own), own.offset),
    },
  ];
}

function causesOf(percentiles: readonly BacktestRow[], stages: readonly Stage[]): Cause[] {
  const row = (p: number) => percentiles.find((each) => each.p === p);
  const measured = SHOWN.map((p) => row(p)?.measured ?? NaN);
  let before = row(0.95)?.composed ?? NaN;
  return [...stages, { cause: 'dependence' as const, at: measured }].map(
    ({ cause, at: [p50 = NaN, p95 = NaN] }) => {
      const moved = (p95 - before) / (measured[1] ?? NaN);
      before = p95;
      return { cause, p50, p95, moved };
    },
  );
}
