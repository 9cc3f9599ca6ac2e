import type { Anchor } from '../cost/resend.ts';
import type { People } from '../solver/problem.ts';
import { parseDuration } from '../units/duration.ts';
import { type AgentContext, inSpec } from './agentContext.ts';

/** What wrong answers and escalations cost, and how long users wait. */
export function resolvePeople(context: AgentContext): People {
  const { wrong_answer, escalate, patience } = context.spec;
  return {
    wrongAnswer: wrong_answer ?? null,
    escalate: escalate ?? null,
    ...(patience === undefined ? {} : { patience: anchors(context, patience) }),
  };
}

function anchors(context: AgentContext, patience: Readonly<Record<string, number>>): Anchor[] {
  const read = Object.entries(patience).flatMap(([wait, share]) => {
    const duration = parseDuration(wait);
    const place = inSpec(context, ['patience', wait], duration.ok ? 'value' : 'key');
    if (!duration.ok) {
      context.findings.add(
        'error',
        'wrong-unit',
        place,
        duration.message,
        'as in { 3s: 5%, 5s: 25% }',
      );
      return [];
    }
    if (share <= 0 || share >= 1 || duration.value <= 0) {
      context.findings.add(
        'error',
        'wrong-value',
        place,
        'some users resend after some wait: neither may be nothing, nor all of them',
        'as in { 3s: 5%, 5s: 25% }',
      );
      return [];
    }
    return [{ ms: duration.value, share, wait }];
  });
  const sorted = read.sort((a, b) => a.ms - b.ms);
  sorted.forEach(({ share, ms, wait }, index) => {
    const before = sorted[index - 1];
    if (before === undefined || (before.share < share && before.ms < ms)) return;
    context.findings.add(
      'error',
      'wrong-value',
      inSpec(context, ['patience', wait]),
      before.ms === ms
        ? `the wait of ${before.wait} is there already`
        : 'the longer users wait, the more of them resend: the shares must rise',
    );
  });
  return sorted.map(({ ms, share }) => ({ ms, share }));
}
