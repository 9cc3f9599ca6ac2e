import type { Choices } from '../../solver/choices.ts';
import { costOf } from '../../solver/cost.ts';
import type { Problem } from '../../solver/problem.ts';
import type { Censoring } from '../censoring.ts';
import type { Ordered } from '../ranked.ts';
import type { Metric } from './check.ts';
import type { Costs } from './costs.ts';
import { meanEstimate, percentileEstimate } from './estimates.ts';
import { judge, type Subject, unknownCheck } from './judge.ts';
import type { PlannedCheck } from './watch.ts';

/** One check for each percentile that was signed. @param limits ms by percentile (`p95`) */
export function timeChecks(
  metric: Metric,
  limits: Readonly<Record<string, number>>,
  times: Ordered,
  censored: Censoring | null,
): PlannedCheck[] {
  return Object.entries(limits).map(([of, promised]) => (alpha) => {
    const subject: Subject = { metric, of, signed: true, promised };
    if (times.count === 0) return unknownCheck(subject, 0, noTimes(metric));
    const p = Number(of.slice(1)) / 100;
    const lowerBound = censored !== null && p > censored.known;
    return judge(subject, percentileEstimate(times, p, alpha), lowerBound);
  });
}

function noTimes(metric: Metric): string {
  return metric === 'latency' ? 'no request ended well' : 'the traces hold no time to first token';
}

/** None where no cost was signed. @param promised USD a request */
export function costCheck(
  problem: Problem,
  choices: Choices,
  promised: number | null,
  { known, unknown }: Costs,
): PlannedCheck[] {
  if (promised === null) return [];
  const subject: Subject = { metric: 'cost', of: 'a request', signed: true, promised };
  if (unknown !== null || known.n === 0)
    return [() => unknownCheck(subject, known.n, unknown ?? 'no requests')];
  const fixed = costOf(problem, choices).parts['fixed'] ?? 0;
  const { n, mean, variance, skewness } = known;
  const sample = { n, mean: mean + fixed, variance, skewness };
  return [(alpha) => judge(subject, meanEstimate(sample, alpha))];
}
