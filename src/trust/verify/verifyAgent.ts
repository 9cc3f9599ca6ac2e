import type { Choices } from '../../solver/choices.ts';
import type { Problem } from '../../solver/problem.ts';
import { backtest, type Cause } from '../backtest.ts';
import { type Censoring, type Waited, waited } from '../censoring.ts';
import { DriftWatch, type Drift } from '../drift.ts';
import type { Foreign } from '../foreign.ts';
import type { Unnamed } from '../namesSeen.ts';
import type { ObservedRequest } from '../observed.ts';
import { RequestSample } from '../requestSample.ts';
import type { RequestTimes } from '../requestTimes.ts';
import { stepRuns } from '../stepRuns.ts';
import { traced } from '../traced.ts';
import { accuracyCheck, type TaskResult } from './accuracyCheck.ts';
import { CallCounts } from './callCounts.ts';
import { CallErrors } from './callErrors.ts';
import { CallTokens } from './callTokens.ts';
import type { Check } from './check.ts';
import { Costs, type PriceOf } from './costs.ts';
import { FailedRequests } from './failedRequests.ts';
import type { Grounds } from './grounds.ts';
import { FALSE_ALARMS } from './margins.ts';
import type { Mismatch } from './mismatches/mismatch.ts';
import { Mismatches } from './mismatches/mismatches.ts';
import { costCheck, timeChecks } from './signedChecks.ts';
import type { PlannedCheck, Watch } from './watch.ts';

export type { TaskResult } from './accuracyCheck.ts';

/** Figures that were signed, as the spec holds them: ms by percentile, shares of 1, USD. */
export interface Signed {
  readonly choices: Choices;
  readonly latency: Readonly<Record<string, number>>;
  readonly ttft: Readonly<Record<string, number>>;
  readonly progress: Readonly<Record<string, number>>;
  readonly accuracy: number | null;
  readonly costPerRequest: number | null;
}

/** What a launched agent is held against. */
export interface Promised {
  readonly problem: Problem;
  readonly signed: Signed;
  readonly grounds: Grounds;
  readonly priceOf: PriceOf;
}

/** What a launched agent is held against, and what is known of it. */
export interface Launch extends Promised {
  readonly requests: Iterable<ObservedRequest>;
  /** New results of the eval that was signed, by task and share of traffic; null without any. */
  readonly evals: readonly TaskResult[] | null;
}

/** The verdict on one agent; what comes first hides what follows. */
export type Outcome = 'different-architecture' | 'worse' | 'not-enough-data' | 'kept';

export interface Verified {
  readonly agent: string;
  readonly outcome: Outcome;
  readonly requests: { readonly n: number; readonly failed: number };
  readonly checks: readonly Check[];
  readonly mismatches: readonly Mismatch[];
  /** Names that the workflow and the traces do not share: a step may be traced under another one. */
  readonly names: Pick<Foreign, 'untraced' | 'unnamed' | 'alike'>;
  /** What of the time nothing was signed about. */
  readonly unnamed: readonly Unnamed[];
  /** Against the table that the accepted figures were composed from. */
  readonly drift: readonly Drift[];
  readonly censored: Censoring | null;
}

/** So many requests, drawn evenly, tell causes apart; verdicts rest on all of them. */
const LOOKED_AT = 2000;

/** Of the draws behind causes: the same traces give the same bytes. */
const SEED = 1;

/**
 * Watches the requests of a launched agent go by, and holds it to what was accepted. Memory does not grow
 * with their number, but for percentiles: see {@link RequestSample}.
 */
export class LaunchWatch {
  readonly #promise: Promised;
  readonly #sample = new RequestSample(LOOKED_AT);
  readonly #costs: Costs;
  readonly #mismatches: Mismatches;
  readonly #drift: DriftWatch;
  /** What was not signed itself, and what was signed rests on. */
  readonly #assumptions: readonly Watch[];

  constructor(promise: Promised) {
    const { problem, signed, grounds, priceOf } = promise;
    const { choices } = signed;
    this.#promise = promise;
    this.#costs = new Costs(problem, priceOf);
    this.#mismatches = new Mismatches(problem, choices);
    this.#drift = new DriftWatch(problem, choices);
    this.#assumptions = [
      new FailedRequests(grounds),
      new CallErrors(problem, choices, grounds),
      new CallCounts(problem, choices, grounds),
      new CallTokens(problem, choices, grounds),
    ];
  }

  add(request: ObservedRequest): void {
    const steps = request.failed ? null : stepRuns(this.#promise.problem, request);
    this.#sample.add(request);
    if (this.#promise.signed.costPerRequest !== null) this.#costs.add(request);
    for (const watch of this.#assumptions) watch.add(request, steps);
    if (steps === null) return;
    this.#mismatches.add(steps);
    this.#drift.add(steps);
  }

  get times(): RequestTimes {
    return this.#sample.times;
  }

  /** Names that the workflow and the requests so far do not share. */
  names(): Foreign {
    return this.#sample.names.foreign(this.#promise.problem);
  }

  verdict(evals: readonly TaskResult[] | null): Verified {
    const { problem } = this.#promise;
    const waits = waited(this.times.latency, this.times.failures);
    const planned = this.#planned(waits, evals);
    // Each check may cry wolf its part of the time only.
    const alpha = FALSE_ALARMS / Math.max(1, planned.length);
    const checks = planned.map((plan) => plan(alpha));
    const mismatches = this.#mismatches.found();
    const { untraced, unnamed, alike } = this.names();
    return {
      agent: problem.agent,
      outcome: outcomeOf(checks, mismatches),
      requests: { n: this.times.count, failed: this.times.failures.count },
      checks,
      mismatches,
      names: { untraced, unnamed, alike },
      unnamed: this.#sample.names.unnamed(problem),
      drift: this.#drift.found(),
      censored: waits.censored,
    };
  }

  /** What leads from the p95 that the table composes for what was signed to that of the requests. */
  causes(): readonly Cause[] {
    const { problem, signed } = this.#promise;
    const observed = traced(problem, this.#sample.requests());
    const launched = { ...problem, today: signed.choices };
    return backtest(launched, this.#sample, observed, SEED)?.causes ?? [];
  }

  #planned({ times, censored }: Waited, evals: readonly TaskResult[] | null): PlannedCheck[] {
    const { problem, signed } = this.#promise;
    const { ttft, progress } = this.times;
    return [
      ...timeChecks('latency', signed.latency, times, censored),
      ...timeChecks('ttft', signed.ttft, ttft, null),
      ...timeChecks('progress', signed.progress, progress, null),
      ...costCheck(problem, signed.choices, signed.costPerRequest, this.#costs),
      ...accuracyCheck(signed.accuracy, evals),
      ...this.#assumptions.flatMap((watch) => watch.checks()),
    ];
  }
}

/** Holds a launched agent to what was accepted. */
export function verifyAgent({ requests, evals, ...promise }: Launch): Verified {
  const watch = new LaunchWatch(promise);
  for (const request of requests) watch.add(request);
  return watch.verdict(evals);
}

/**
 * What runs otherwise than signed is that before it is anything else. Any figure that is worse fails;
 * passing takes that all that was signed is known to be kept.
 */
function outcomeOf(checks: readonly Check[], different: readonly Mismatch[]): Outcome {
  if (different.length > 0) return 'different-architecture';
  if (checks.some(({ status }) => status === 'worse')) return 'worse';
  const open = checks.filter(({ signed, status }) => signed && status !== 'kept');
  const settled = checks.some(({ signed, status }) => signed && status === 'kept');
  return open.length > 0 || !settled ? 'not-enough-data' : 'kept';
}
