import type { Paint } from '../report.ts';
import { textTable } from '../textTable.ts';
import { wrap } from '../wrap.ts';
import { agentSections } from './agentSections.ts';
import { checkedWords } from './checkedWords.ts';
import type { CostReport } from './report.ts';
import type { Section } from './section.ts';
import { sharedSections, totalSection } from './systemSections.ts';

const WIDTH = 80;

/** Costs for the terminal: one block per agent, then all of them together. */
export function renderCostTerminal(report: CostReport, paint: Paint): string {
  const blocks = [
    totalSection(report),
    ...report.agents.map((agent) => agentSections(agent)),
    sharedSections(report),
  ].filter((sections) => sections.length > 0);
  const text = blocks.map((sections) =>
    sections.map((section) => sectionText(section, paint)).join('\n\n'),
  );
  return `${text.join('\n\n\n')}\n\n${paint.quiet(wrap(checkedWords(report), WIDTH))}`;
}

function sectionText(
  { title, sentences = [], table, remarks = [] }: Section,
  paint: Paint,
): string {
  const indent = title === null ? '' : ' ';
  return [
    ...(title === null ? [] : [wrap(paint.bold(title), WIDTH)]),
    ...sentences.map((line) => wrap(line, WIDTH, indent)),
    ...(table === undefined ? [] : [withoutEmptyHead(textTable(table.columns, table.rows))]),
    ...remarks.map((line) => paint.quiet(wrap(line, WIDTH, indent))),
  ].join('\n');
}

/** A table whose columns need no heading has no line for them. */
function withoutEmptyHead(text: string): string {
  return text.startsWith('\n') ? text.slice(1) : text;
}
