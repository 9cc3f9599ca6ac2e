import type { Choices } from '../solver/choices.ts';
import { LATENCY_TOLERANCE, type Verdict } from '../solver/candidate.ts';
import { defaultChoices } from '../solver/defaultChoices.ts';
import type { Problem } from '../solver/problem.ts';
import { backtest, isDependent, PERCENTILES, type Backtest } from './backtest.ts';
import { drift, type Drift } from './drift.ts';
import type { RequestSample } from './requestSample.ts';
import { rescorer, type Rescored, type RescoreMethod } from './rescored.ts';
import { traced } from './traced.ts';

/** How far the figures of one agent can be trusted, by traces of how it runs today. */
export interface AgentTrust {
  readonly requests: {
    readonly n: number;
    readonly failed: number;
    /** Of how many the single steps were looked at; null where of all that ended well. */
    readonly drawn: number | null;
  };
  /** Null where fewer than 20 requests ended well. */
  readonly backtest: Backtest | null;
  /** Null where there is no backtest either. */
  readonly rescored: {
    readonly method: RescoreMethod;
    /** The test found steps of one request to depend on one another. */
    readonly dependent: boolean;
    readonly architectures: readonly RescoredArchitecture[];
  } | null;
  /** Components of today's architecture that moved since the table was measured. */
  readonly drift: readonly Drift[];
}

export interface RescoredArchitecture {
  readonly id: string;
  /** End to end, in ms, by percentile; the percentiles of the latency limits are among them. */
  readonly percentiles: readonly Rescored[];
  /** Whether the latency limits hold by these figures; null where none is stated. */
  readonly meets: Verdict | null;
}

/** An architecture that is worth a second look. */
export interface Finalist {
  readonly id: string;
  readonly choices: Choices;
}

/** Backtests today's architecture on traces of it, and rescores the finalists by them. */
export function agentTrust(
  problem: Problem,
  sample: RequestSample,
  finalists: readonly Finalist[],
  seed: number,
): AgentTrust {
  const observed = traced(problem, sample.requests());
  const tested = backtest(problem, sample, observed, seed);
  const { times, drawn } = sample;
  return {
    requests: { n: times.count, failed: times.failures.count, drawn },
    backtest: tested,
    rescored: tested && rescored(problem, observed, finalists, tested, seed),
    drift: drift(problem, problem.today ?? defaultChoices(problem), observed),
  };
}

function rescored(
  problem: Problem,
  observed: ReturnType<typeof traced>,
  finalists: readonly Finalist[],
  tested: Backtest,
  seed: number,
): AgentTrust['rescored'] {
  const limits = problem.limits.latency ?? [];
  const percentiles = [...new Set([...PERCENTILES, ...limits.map(({ p }) => p)])].sort();
  const { method, of } = rescorer(problem, observed, seed);
  return {
    method,
    dependent: isDependent(tested),
    architectures: finalists.map(({ id, choices }) => {
      const found = of(choices, percentiles);
      return { id, percentiles: found, meets: meets(problem, found) };
    }),
  };
}

/** By the estimate; `unclear` where only that holds, not the upper end of its interval. */
function meets({ limits: { latency } }: Problem, found: readonly Rescored[]): Verdict | null {
  if (latency === null) return null;
  const within = (figure: (each: Rescored) => number | null): boolean =>
    latency.every(({ p, ms }) => {
      const value = found.find((each) => each.p === p);
      const time = value && figure(value);
      return time !== null && time !== undefined && time <= ms * LATENCY_TOLERANCE;
    });
  if (!within(({ ms }) => ms)) return 'no';
  const bounded = found.some(({ high }) => high !== null);
  return !bounded || within(({ high }) => high) ? 'yes' : 'unclear';
}
