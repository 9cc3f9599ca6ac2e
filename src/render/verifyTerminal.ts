import { formatCount } from '../units/count.ts';
import { formatDuration } from '../units/duration.ts';
import type { Paint } from './report.ts';
import { textTable } from './textTable.ts';
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
import { wrap } from './wrap.ts';

const WIDTH = 80;

/** What `verify` found, for the terminal: the verdict first. */
export function renderVerifyTerminal({ agents }: VerifyReport, options: VerifyOptions): string {
  return agents.map((agent) => agentText(agent, options)).join('\n\n\n');
}

export interface VerifyOptions {
  readonly paint: Paint;
  /** Lists what is as expected, too. */
  readonly all: boolean;
}

function agentText(agent: VerifiedAgent, { paint, all }: VerifyOptions): string {
  const sections = [
    header(agent, paint),
    reasons(agent),
    figures(agent, true, true),
    figures(agent, false, all),
    moved(agent),
    closing(agent, paint),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function header(agent: VerifiedAgent, paint: Paint): string {
  const verdict = `${OUTCOME_WORDS[agent.outcome]} on ${agent.accepted}`;
  const color =
    agent.outcome === 'kept'
      ? paint.good
      : agent.outcome === 'not-enough-data'
        ? paint.bold
        : paint.bad;
  return `${paint.bold(agent.agent)} ${color(verdict)}\n${paint.quiet(tracedWords(agent))}`;
}

function reasons(agent: VerifiedAgent): string {
  const found = [
    ...agent.mismatches.map(mismatchWords),
    ...agent.checks
      .filter(({ status, signed }) => status === 'worse' || (signed && status !== 'kept'))
      .flatMap((check) => sentence(check) ?? []),
  ];
  return found.map((text) => hanging(text)).join('\n');
}

function hanging(text: string): string {
  const [first = '', ...rest] = wrap(text, WIDTH - 2).split('\n');
  return [`- ${first}`, ...rest.map((line) => `  ${line}`)].join('\n');
}

function figures({ checks }: VerifiedAgent, signed: boolean, all: boolean): string {
  const known = checks.filter((check) => check.signed === signed && check.status !== 'unknown');
  const rows = known.filter(({ status }) => all || status !== 'kept');
  const asExpected = known.length - rows.length;
  const rest =
    asExpected === 0
      ? ''
      : `✓ ${asExpected} figures that this rests on are as expected (-v lists them).`;
  return [rows.length === 0 ? '' : figureTable(rows, signed), rest]
    .filter((text) => text !== '')
    .join('\n');
}

function figureTable(rows: VerifiedAgent['checks'], signed: boolean): string {
  return textTable(
    [
      { head: signed ? ' signed' : ' what that rests on' },
      { head: signed ? 'accepted' : 'expected', align: 'right' },
      { head: 'measured', align: 'right' },
      { head: '90%' },
      { head: 'n', align: 'right' },
      { head: '' },
    ],
    rows.map((check) => [
      ` ${subjectWords(check)}`,
      figure(check.metric, check.promised),
      figure(check.metric, check.measured),
      intervalWords(check),
      formatCount(check.n),
      statusWords(check),
    ]),
  );
}

function moved({ drift }: VerifiedAgent): string {
  if (drift.length === 0) return '';
  const table = textTable(
    [
      { head: ' component' },
      { head: 'p50 then', align: 'right' },
      { head: 'now', align: 'right' },
      { head: 'p95 then', align: 'right' },
      { head: 'now', align: 'right' },
      { head: 'p95 end to end', align: 'right' },
    ],
    drift.map((each) => [
      ` ${each.variant === 'on' ? each.component : `${each.component} ${each.variant}`}`,
      formatDuration(each.p50.table),
      formatDuration(each.p50.traced),
      formatDuration(each.p95.table),
      formatDuration(each.p95.traced),
      effectWords(each),
    ]),
  );
  return `Moved since the table was measured:\n${table}`;
}

function closing(agent: VerifiedAgent, paint: Paint): string {
  const accuracy = agent.checks.find(({ metric }) => metric === 'accuracy');
  return [
    censoredWords(agent),
    agent.outcome === 'kept' ? powerWords(agent.checks) : null,
    accuracy?.status === 'unknown'
      ? 'Accuracy was not checked: give new eval results with --evals.'
      : null,
  ]
    .flatMap((text) => (text === null ? [] : [paint.quiet(wrap(text, WIDTH))]))
    .join('\n');
}
