import { folded } from './markdown/folded.ts';
import { blocks, bullets, type Markdown, marked } from './markdown/markdown.ts';
import { markdownTable } from './markdown/markdownTable.ts';
import type { VerifiedAgent, VerifyReport } from './verifyReport.ts';
import { remarksOf, driftTable, figuresTable, reasonsOf } from './verifyTables.ts';
import { isWorthARow, noWorseWords, OUTCOME_WORDS, tracedWords } from './verifyWords.ts';

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
    ...figures(agent),
    ...(drift === null
      ? []
      : ['Moved since the table was measured:', markdownTable(drift.columns, drift.rows)]),
    ...remarksOf(agent),
  ]);
}

/** What was signed and what is not as expected in full view, the rest folded. */
function figures({ checks }: VerifiedAgent): Markdown[] {
  const known = checks.filter(({ status }) => status !== 'unknown');
  const rests = known.filter(({ signed }) => !signed);
  const asExpected = rests.filter((check) => !isWorthARow(check));
  return [
    ...figureTable(
      known.filter(({ signed }) => signed),
      true,
    ),
    ...figureTable(rests.filter(isWorthARow), false),
    ...figureTable(asExpected, false).map((table) =>
      folded(noWorseWords(asExpected.length), table),
    ),
  ];
}

function figureTable(checks: VerifiedAgent['checks'], signed: boolean): Markdown[] {
  if (checks.length === 0) return [];
  const { columns, rows } = figuresTable(checks, signed);
  return [markdownTable(columns, rows)];
}
