import { blocks, bullets, type Markdown, marked } from './markdown/markdown.ts';
import { markdownTable } from './markdown/markdownTable.ts';
import type { VerifiedAgent, VerifyReport } from './verifyReport.ts';
import { caveatsOf, driftTable, figuresTable, reasonsOf } from './verifyTables.ts';
import { OUTCOME_WORDS, tracedWords } from './verifyWords.ts';

/** What `verify` found, for a pull request: one section per agent. */
export function renderVerifyMarkdown({ agents }: VerifyReport): string {
  return blocks(agents.map(agentMarkdown)).text;
}

function agentMarkdown(agent: VerifiedAgent): Markdown {
  const verdict = `${OUTCOME_WORDS[agent.outcome]} on ${agent.accepted}.`;
  const drift = driftTable(agent);
  return blocks([
    marked`## ${agent.agent}`,
    marked`**${verdict}** ${tracedWords(agent)}.`,
    bullets(reasonsOf(agent)),
    ...figures(agent, true),
    ...figures(agent, false),
    ...(drift === null
      ? []
      : ['Moved since the table was measured:', markdownTable(drift.columns, drift.rows)]),
    ...caveatsOf(agent),
  ]);
}

function figures({ checks }: VerifiedAgent, signed: boolean): Markdown[] {
  const known = checks.filter((check) => check.signed === signed && check.status !== 'unknown');
  if (known.length === 0) return [];
  const { columns, rows } = figuresTable(known, signed ? 'signed' : 'what that rests on');
  return [markdownTable(columns, rows)];
}
