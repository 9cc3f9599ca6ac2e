import { type Block, blocks, bullets, type Markdown, marked } from '../markdown/markdown.ts';
import { markdownTable } from '../markdown/markdownTable.ts';
import { agentSections } from './agentSections.ts';
import { checkedWords } from './checkedWords.ts';
import type { CostReport } from './report.ts';
import type { Section } from './section.ts';
import { sharedSections, totalSection } from './systemSections.ts';

/** Costs for a pull request or a wiki. */
export function renderCostMarkdown(
  report: CostReport,
  pictures: (agent: string) => readonly Block[] = () => [],
): string {
  return blocks([
    ...totalSection(report).map(sectionMarkdown),
    ...report.agents.flatMap((agent) => [
      marked`## ${agent.agent}`,
      ...agentSections(agent).map(sectionMarkdown),
      ...pictures(agent.agent),
    ]),
    ...sharedSections(report).map(sectionMarkdown),
    checkedWords(report),
  ]).text;
}

function sectionMarkdown({ title, sentences = [], table, remarks = [] }: Section): Markdown {
  return blocks([
    ...(title === null ? sentences : [marked`**${title}**`, bullets(sentences)]),
    ...(table === undefined ? [] : [markdownTable(table.columns, table.rows)]),
    bullets(remarks),
  ]);
}
