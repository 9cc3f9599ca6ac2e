import type { AgentResult, Architecture } from '../../solver/result.ts';
import { formatCount } from '../../units/count.ts';
import { formatDuration } from '../../units/duration.ts';
import { formatShare } from '../../units/share.ts';
import { measuredWords } from '../measuredWords.ts';
import type { Screen } from '../report.ts';
import { wrap } from '../text/wrap.ts';
import { searchedWords } from '../fittingWords.ts';
import { limitWords } from '../limitWords.ts';
import { moneyOrUnknown } from '../words.ts';

/** What is wanted, what runs today, and what was looked at. */
export function header(result: AgentResult, { paint, width }: Screen): string {
  return [
    wrap(`${paint.bold(result.agent)} wants ${wantedWords(result)}`, width),
    ...(result.today
      ? [
          wrap(
            `today${result.measured === null ? '' : ', composed'}: ${todayWords(result.today)}`,
            width,
          ),
        ]
      : []),
    ...measuredWords(result).map((line) => wrap(line, width)),
    paint.quiet(wrap(searchedWords(result), width)),
  ].join('\n');
}

/** The limits in words, or that there are none. */
export function wantedWords(result: AgentResult): string {
  return limitWords(result, toolCount(result)) || 'nothing: no limits are stated';
}

function toolCount({ today, feasible, frontier, pickTwo }: AgentResult): number {
  const any = today ?? feasible[0] ?? frontier[0] ?? pickTwo[0]?.architecture;
  return any?.tools.of ?? 0;
}

/** `p50 9.14 s, p95 18.0 s, 95.5% (measured, n = 3,000), $0.054 a request`. */
export function todayWords({ latency, accuracy, cost }: Architecture): string {
  const n = accuracy.n === null ? '' : `, n = ${formatCount(accuracy.n)}`;
  const basis =
    accuracy.value === null
      ? 'accuracy unknown'
      : `${formatShare(accuracy.value, 1)} (${accuracy.basis}${n})`;
  const price =
    cost.perRequest === null ? 'cost unknown' : `${moneyOrUnknown(cost.perRequest)} a request`;
  return `p50 ${formatDuration(latency.e2e.p50)}, p95 ${formatDuration(latency.e2e.p95)}, ${basis}, ${price}`;
}
