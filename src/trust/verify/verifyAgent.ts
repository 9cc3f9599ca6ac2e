import type { Counts } from '../../accuracy/counts.ts';
import type { Choices } from '../../solver/choices.ts';
import { costOf } from '../../solver/cost.ts';
import type { Problem } from '../../solver/problem.ts';
import { censoring, type Censoring } from '../censoring.ts';
import { drift, type Drift } from '../drift.ts';
import { foreign, type Foreign } from '../foreign.ts';
import { succeeded, type ObservedRequest } from '../observed.ts';
import { ascendingOf } from '../ranked.ts';
import { traced } from '../traced.ts';
import { callChecks, errorChecks, tokenChecks } from './assumptionChecks.ts';
import type { Check, Metric } from './check.ts';
import { costsOf } from './costsOf.ts';
import { meanEstimate, percentileEstimate, shareEstimate } from './estimates.ts';
import { judge, unknownCheck, type Subject } from './judge.ts';
import { FALSE_ALARMS } from './margins.ts';
import { mismatches, type Mismatch } from './mismatches.ts';

/** Figures that were signed, as the spec holds them: ms by percentile, shares of 1, USD. */
export interface Signed {
  readonly choices: Choices;
  readonly latency: Readonly<Record<string, number>>;
  readonly ttft: Readonly<Record<string, number>>;
  readonly progress: Readonly<Record<string, number>>;
  readonly accuracy: number | null;
  readonly costPerRequest: number | null;
}

/** What a launched agent is held against, and what is known of it. */
export interface Launch {
  readonly problem: Problem;
  readonly signed: Signed;
  readonly requests: readonly ObservedRequest[];
  /** Share of calls of a component's way that failed when the table was measured; null where unknown. */
  readonly errorRate: (component: string, variant: string) => number | null;
  /** New results of the eval that was signed, by task and share of traffic; null without any. */
  readonly evals: readonly TaskResult[] | null;
}

export interface TaskResult extends Counts {
  readonly task: string;
  readonly weight: number;
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
  /** Against the table that the accepted figures were composed from. */
  readonly drift: readonly Drift[];
  readonly censored: Censoring | null;
}

/** Holds a launched agent to what was accepted. */
export function verifyAgent(launch: Launch): Verified {
  const { problem, signed, requests } = launch;
  const observed = traced(problem, requests);
  const planned = [...signedChecks(launch), ...assumptions(launch)];
  // Each check may cry wolf its part of the time only.
  const alpha = FALSE_ALARMS / Math.max(1, planned.length);
  const checks = planned.map((plan) => plan(alpha));
  const different = mismatches(problem, signed.choices, observed);
  const { untraced, unnamed, alike } = foreign(problem, requests);
  return {
    agent: problem.agent,
    outcome: outcomeOf(checks, different),
    requests: {
      n: requests.length,
      failed: requests.length - succeeded(requests).length,
    },
    checks,
    mismatches: different,
    names: { untraced, unnamed, alike },
    drift: drift(problem, signed.choices, observed),
    censored: censoring(requests),
  };
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

type PlannedCheck = (alpha: number) => Check;

function signedChecks({ problem, signed, requests, evals }: Launch): PlannedCheck[] {
  const ended = succeeded(requests);
  return [
    ...timeChecks(
      'latency',
      signed.latency,
      ended.map(({ latencyMs }) => latencyMs),
      censoring(requests),
    ),
    ...timeChecks(
      'ttft',
      signed.ttft,
      ended.flatMap(({ ttftMs }) => ttftMs ?? []),
      null,
    ),
    ...timeChecks(
      'progress',
      signed.progress,
      ended.flatMap(({ progressMs }) => progressMs ?? []),
      null,
    ),
    ...costCheck(problem, signed, requests),
    ...accuracyCheck(signed.accuracy, evals),
  ];
}

function assumptions({ problem, signed, requests, errorRate }: Launch): PlannedCheck[] {
  const observed = traced(problem, requests);
  return [
    ...errorChecks(problem, signed.choices, requests, errorRate),
    ...callChecks(problem, signed.choices, observed),
    ...tokenChecks(problem, signed.choices, observed),
  ];
}

function timeChecks(
  metric: Metric,
  limits: Readonly<Record<string, number>>,
  times: readonly number[],
  censored: Censoring | null,
): PlannedCheck[] {
  const ascending = ascendingOf(times);
  return Object.entries(limits).map(([of, promised]) => (alpha) => {
    const subject: Subject = { metric, of, signed: true, promised };
    if (times.length === 0) return unknownCheck(subject, 0, noTimes(metric));
    const p = Number(of.slice(1)) / 100;
    const lowerBound = censored !== null && p > censored.known;
    return judge(subject, percentileEstimate(ascending, p, alpha), lowerBound);
  });
}

function noTimes(metric: Metric): string {
  return metric === 'latency' ? 'no request ended well' : 'the traces hold no time to first token';
}

function costCheck(
  problem: Problem,
  { choices, costPerRequest }: Signed,
  requests: readonly ObservedRequest[],
): PlannedCheck[] {
  if (costPerRequest === null) return [];
  const subject: Subject = {
    metric: 'cost',
    of: 'a request',
    signed: true,
    promised: costPerRequest,
  };
  const { costs, unknown } = costsOf(problem, requests);
  const fixed = costOf(problem, choices).parts['fixed'] ?? 0;
  return [
    (alpha) =>
      unknown !== null || costs.length === 0
        ? unknownCheck(subject, costs.length, unknown ?? 'no requests')
        : judge(
            subject,
            meanEstimate(
              costs.map((cost) => cost + fixed),
              alpha,
            ),
          ),
  ];
}

function accuracyCheck(
  promised: number | null,
  evals: readonly TaskResult[] | null,
): PlannedCheck[] {
  if (promised === null) return [];
  const subject: Subject = { metric: 'accuracy', of: 'all', signed: true, promised };
  if (evals === null)
    return [() => unknownCheck({ ...subject, signed: false }, 0, 'no new eval results: --evals')];
  return [(alpha) => judge(subject, weighted(evals, alpha))];
}

/** Weighted mean over tasks; the half widths of its parts add in squares, as MOVER has it. */
function weighted(evals: readonly TaskResult[], alpha: number): ReturnType<typeof shareEstimate> {
  const parts = evals.map(({ passed, total, weight }) => ({
    weight,
    share: shareEstimate(passed, total, alpha, false),
  }));
  const mean = parts.reduce((sum, { weight, share }) => sum + weight * share.measured, 0);
  const end = (of: (share: ReturnType<typeof shareEstimate>) => number | null, sign: 1 | -1) =>
    mean +
    sign *
      Math.sqrt(
        parts.reduce(
          (sum, { weight, share }) => sum + (weight * ((of(share) ?? 0) - share.measured)) ** 2,
          0,
        ),
      );
  return {
    measured: mean,
    low: end(({ low }) => low, -1),
    high: end(({ high }) => high, 1),
    surely: end(({ surely }) => surely, 1),
    n: evals.reduce((sum, { total }) => sum + total, 0),
  };
}
