import { formatCount } from '../units/count.ts';
import { formatDuration } from '../units/duration.ts';
import { markdownTable } from './markdownTable.ts';
import type { VerifiedAgent, VerifyReport } from './verifyReport.ts';
import {
  censoredWords,
  effectWords,
  figure,
  intervalWords,
  mismatchWords,
  OUTCOME_WORDS,
  powerWords,
  sentence,
  statusWords,
  subjectWords,
  tracedWords,
} from './verifyWords.ts';

/** What `verify` found, for a pull request: one section per agent. */
export function renderVerifyMarkdown({ agents }: VerifyReport): string {
  return agents.map(agentMarkdown).join('\n\n');
}

function agentMarkdown(agent: VerifiedAgent): string {
  const reasons = [
    ...agent.mismatches.map(mismatchWords),
    ...agent.checks
      .filter(({ status, signed }) => status === 'worse' || (signed && status !== 'kept'))
      .flatMap((check) => sentence(check) ?? []),
  ];
  return [
    `## ${agent.agent}`,
    `**${OUTCOME_WORDS[agent.outcome]} on ${agent.accepted}.** ${tracedWords(agent)}.`,
    ...(reasons.length === 0 ? [] : [reasons.map((reason) => `- ${reason}`).join('\n')]),
    ...figures(agent),
    ...moved(agent),
    ...[censoredWords(agent), agent.outcome === 'kept' ? powerWords(agent.checks) : null].flatMap(
      (text) => text ?? [],
    ),
  ].join('\n\n');
}

function figures({ checks }: VerifiedAgent): string[] {
  const known = checks.filter(({ status }) => status !== 'unknown');
  if (known.length === 0) return [];
  const rows = known.map((check) => [
    subjectWords(check),
    check.signed ? 'signed' : 'rests on it',
    figure(check.metric, check.promised),
    figure(check.metric, check.measured),
    intervalWords(check),
    formatCount(check.n),
    statusWords(check),
  ]);
  return [markdownTable(['', '', 'accepted', 'measured', '90%', 'n', ''], rows)];
}

function moved({ drift }: VerifiedAgent): string[] {
  if (drift.length === 0) return [];
  const rows = drift.map((each) => [
    each.variant === 'on' ? each.component : `${each.component} ${each.variant}`,
    `${formatDuration(each.p50.table)} → ${formatDuration(each.p50.traced)}`,
    `${formatDuration(each.p95.table)} → ${formatDuration(each.p95.traced)}`,
    effectWords(each),
  ]);
  return [
    'Moved since the table was measured:',
    markdownTable(['component', 'p50', 'p95', 'p95 end to end'], rows),
  ];
}
