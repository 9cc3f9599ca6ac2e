import type { InvestmentGain } from '../solver/investmentGains.ts';
import type { AgentResult } from '../solver/result.ts';
import { formatDuration } from '../units/duration.ts';
import { formatShare } from '../units/share.ts';
import { USUAL_WIDTH } from './report.ts';
import { hanging } from './text/wrap.ts';

/** What investments are claimed to change, for the terminal; empty where there are none. */
export function investmentsText({ investments }: AgentResult, width = USUAL_WIDTH): string {
  if (investments.length === 0) return '';
  return [
    'Claimed, not available today:',
    ...investments.map((gain) => hanging(' - ', investmentWords(gain), width)),
  ].join('\n');
}

/** `memory layer, 2 quarters: 84% → 86% within the time limit; 95% in 5.47 s → 4.9 s`. */
export function investmentWords({
  name,
  quarters,
  accuracyWithinLimit,
  latencyAtAccuracy,
}: InvestmentGain): string {
  const parts = [
    ...(accuracyWithinLimit === null
      ? []
      : [
          `${shareText(accuracyWithinLimit.today)} → ${shareText(accuracyWithinLimit.claimed)} within the time limit`,
        ]),
    ...(latencyAtAccuracy === null
      ? []
      : [
          `the accuracy wanted in ${timeText(latencyAtAccuracy.today)} → ${timeText(latencyAtAccuracy.claimed)}`,
        ]),
  ];
  const when = `${quarters} ${quarters === 1 ? 'quarter' : 'quarters'}`;
  return `${name}, ${when}: ${parts.join('; ') || 'no limit to hold it against'}`;
}

function shareText(share: number | null): string {
  return share === null ? 'nothing' : formatShare(share, 1);
}

function timeText(ms: number | null): string {
  return ms === null ? 'no time at all' : formatDuration(ms);
}
