import type { Screen } from './report.ts';
import { textTable } from './text/textTable.ts';
import { hanging, wrap } from './text/wrap.ts';
import type { VerifiedAgent, VerifyReport } from './verifyReport.ts';
import {
  remarksOf,
  driftTable,
  figuresTable,
  reasonsOf,
  type VerifyTable,
} from './verifyTables.ts';
import { isWorthARow, noWorseWords, OUTCOME_WORDS, tracedWords } from './verifyWords.ts';

export interface VerifyOptions {
  readonly screen: Screen;
  /** Lists what is as expected, too. */
  readonly all: boolean;
}

/** What `verify` found, for the terminal: the verdict first. */
export function renderVerifyTerminal({ agents }: VerifyReport, options: VerifyOptions): string {
  return agents.map((agent) => agentText(agent, options)).join('\n\n\n');
}

function agentText(agent: VerifiedAgent, { screen, all }: VerifyOptions): string {
  const { width, paint } = screen;
  const drift = driftTable(agent);
  const sections = [
    header(agent, screen),
    reasonsOf(agent)
      .map((text) => hanging('- ', text, width))
      .join('\n'),
    figures(agent, true, true, width),
    figures(agent, false, all, width),
    drift === null ? '' : `Moved since the table was measured:\n${inText(drift, width)}`,
    remarksOf(agent)
      .map((text) => paint.quiet(wrap(text, width)))
      .join('\n'),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function header(agent: VerifiedAgent, { paint, width }: Screen): string {
  const { outcome, accepted } = agent;
  const color =
    outcome === 'kept' ? paint.good : outcome === 'not-enough-data' ? paint.bold : paint.bad;
  const verdict = color(`${OUTCOME_WORDS[outcome]} on ${accepted}`);
  return `${wrap(`${paint.bold(agent.agent)} ${verdict}`, width)}\n${paint.quiet(wrap(tracedWords(agent), width))}`;
}

function figures({ checks }: VerifiedAgent, signed: boolean, all: boolean, width: number): string {
  const known = checks.filter((check) => check.signed === signed && check.status !== 'unknown');
  const rows = known.filter((check) => all || isWorthARow(check));
  const asExpected = known.length - rows.length;
  return [
    ...(rows.length === 0 ? [] : [inText(figuresTable(rows, signed), width)]),
    ...(asExpected === 0 ? [] : [wrap(`${noWorseWords(asExpected)} (-v lists them).`, width)]),
  ].join('\n');
}

function inText({ columns, rows }: VerifyTable, width: number): string {
  return textTable(columns, rows, width);
}
