import { costLimits } from '../../solver/words/limitedCosts.ts';
import { exactDuration, exactMoney } from '../../units/exact.ts';
import { shareToYaml } from '../../units/share.ts';
import type { AgentView } from './agentView.ts';
import { percentileWords } from './cornerWords.ts';
import { wantsNone } from '../limitWords.ts';

/** The limits as one would say them: `95 of 100 requests done within 2 s (p95), at least 95% right, with all 6 tools`. */
export function askedWords({ limits }: AgentView, tools: number): string {
  const { accuracy, cost } = limits;
  return [
    ...times(limits.latency, 'done'),
    ...times(limits.ttft, 'that start to answer'),
    ...times(limits.progress, 'that show a sign of work'),
    ...(limits.deadline === null
      ? []
      : [
          `${percentileWords('p95')} done within ${exactDuration(limits.deadline)} (a deadline, p95)`,
        ]),
    ...(accuracy === null ? [] : [`at least ${shareToYaml(accuracy.atLeast)} right`]),
    ...Object.entries(accuracy?.tasks ?? {}).map(
      ([task, floor]) => `at least ${shareToYaml(floor)} right on ${task}`,
    ),
    ...(tools === 0 ? [] : [toolsAsked(limits.tools, tools)]),
    ...costLimits(cost).map(({ most, per }) => `at most ${exactMoney(most)} ${per}`),
  ].join(', ');
}

function times(limits: Readonly<Record<string, number>> | null, what: string): string[] {
  return Object.entries(limits ?? {}).map(
    ([percentile, ms]) =>
      `${percentileWords(percentile)} ${what} within ${exactDuration(ms)} (${percentile})`,
  );
}

function toolsAsked(limit: AgentView['limits']['tools'], tools: number): string {
  if (limit === 'all')
    return tools === 1
      ? 'with its tool'
      : tools === 2
        ? 'with both tools'
        : `with all ${tools} tools`;
  if (wantsNone(limit)) return `with any of its ${tools} tools`;
  return 'atLeast' in limit
    ? `with at least ${limit.atLeast} of ${tools} tools`
    : `with the tools ${limit.join(', ')}`;
}
