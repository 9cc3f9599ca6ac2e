import type { Screen } from '../report.ts';
import { textTable } from '../text/textTable.ts';
import { wrap } from '../text/wrap.ts';
import { agentSections } from './agentSections.ts';
import { checkedWords } from './checkedWords.ts';
import type { CostReport } from './report.ts';
import type { Section } from './section.ts';
import { sharedSections, totalSection } from './systemSections.ts';

/** Costs for the terminal: one block per agent, then all of them together. */
export function renderCostTerminal(report: CostReport, screen: Screen): string {
  const blocks = [
    totalSection(report),
    ...report.agents.map((agent) => agentSections(agent)),
    sharedSections(report),
  ].filter((sections) => sections.length > 0);
  const text = blocks.map((sections) =>
    sections.map((section) => sectionText(section, screen)).join('\n\n'),
  );
  return `${text.join('\n\n\n')}\n\n${screen.paint.quiet(wrap(checkedWords(report), screen.width))}`;
}

function sectionText(
  { title, sentences = [], table, remarks = [] }: Section,
  { paint, width }: Screen,
): string {
  const indent = title === null ? '' : ' ';
  return [
    ...(title === null ? [] : [wrap(paint.bold(title), width)]),
    ...sentences.map((line) => wrap(line, width, indent)),
    ...(table === undefined ? [] : [textTable(table.columns, table.rows, width)]),
    ...remarks.map((line) => paint.quiet(wrap(line, width, indent))),
  ].join('\n');
}
