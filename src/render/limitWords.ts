import type { AgentResult, WrittenLimits } from '../solver/result.ts';
import { costLimits } from '../solver/words/limitedCosts.ts';
import { exactDuration, exactMoney, exactShare } from '../units/exact.ts';

/** `p95 ≤ 2.00 s, ≥ 95%, all 6 tools, ≤ $0.03 a request`. */
export function limitWords(result: Pick<AgentResult, 'limits'>, tools: number): string {
  const { limits } = result;
  return [
    ...timeWords(limits.latency, ''),
    ...timeWords(limits.ttft, 'first token '),
    ...timeWords(limits.progress, 'first progress '),
    ...(limits.deadline === null ? [] : [`done within ${exactDuration(limits.deadline)}`]),
    ...(limits.accuracy === null ? [] : [accuracyLimit(limits.accuracy)]),
    ...(tools === 0 ? [] : [toolLimit(limits.tools, tools)]),
    ...costLimits(limits.cost).map(({ most, per }) => `≤ ${exactMoney(most)} ${per}`),
  ].join(', ');
}

function timeWords(limits: Readonly<Record<string, number>> | null, what: string): string[] {
  return Object.entries(limits ?? {}).map(
    ([percentile, ms]) => `${what}${percentile} ≤ ${exactDuration(ms)}`,
  );
}

function accuracyLimit({ atLeast, tasks }: NonNullable<WrittenLimits['accuracy']>): string {
  const floors = Object.entries(tasks).map(([task, floor]) => `${task} ≥ ${exactShare(floor)}`);
  return [`accuracy ≥ ${exactShare(atLeast)}`, ...floors].join(', ');
}

const ALL_TOOLS: Readonly<Record<number, string>> = { 1: 'its tool', 2: 'both tools' };

function toolLimit(limit: WrittenLimits['tools'], tools: number): string {
  if (limit === 'all') return ALL_TOOLS[tools] ?? `all ${tools} tools`;
  if (wantsNone(limit)) return `any of its ${tools} tools`;
  return 'atLeast' in limit
    ? `at least ${limit.atLeast} of ${tools} tools`
    : `tools ${limit.join(', ')}`;
}

/** The limit on tools lets all of them go. */
export function wantsNone(limit: WrittenLimits['tools']): boolean {
  if (limit === 'all') return false;
  return 'atLeast' in limit ? limit.atLeast === 0 : limit.length === 0;
}
