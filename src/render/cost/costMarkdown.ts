import { markdownTable } from '../markdownTable.ts';
import { agentSections } from './agentSections.ts';
import { checkedWords } from './checkedWords.ts';
import type { CostReport } from './report.ts';
import type { Section } from './section.ts';
import { sharedSections, totalSection } from './systemSections.ts';

/** Costs for a pull request or a wiki. */
export function renderCostMarkdown(report: CostReport): string {
  const blocks = report.agents.flatMap((agent) => [
    `## ${agent.agent}`,
    ...agentSections(agent).flatMap(sectionMarkdown),
  ]);
  return [
    ...totalSection(report).flatMap(sectionMarkdown),
    ...blocks,
    ...sharedSections(report).flatMap(sectionMarkdown),
    checkedWords(report),
  ].join('\n\n');
}

function sectionMarkdown({ title, sentences = [], table, remarks = [] }: Section): string[] {
  return [
    ...(title === null ? [] : [`**${title}**`]),
    ...bullets(sentences, title !== null),
    ...(table === undefined
      ? []
      : [
          markdownTable(
            table.columns.map(({ head }) => head),
            table.rows,
          ),
        ]),
    ...bullets(remarks, true),
  ];
}

function bullets(lines: readonly string[], asList: boolean): string[] {
  if (lines.length === 0) return [];
  return asList ? [lines.map((line) => `- ${line}`).join('\n')] : [...lines];
}
