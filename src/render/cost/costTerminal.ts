import type { Screen } from '../report.ts';
import { bar } from '../text/bar.ts';
import { tableLines } from '../text/tableLines.ts';
import type { Column } from '../text/textTable.ts';
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
  screen: Screen,
): string {
  const { paint, width } = screen;
  const indent = title === null ? '' : ' ';
  return [
    ...(title === null ? [] : [wrap(paint.bold(title), width)]),
    ...sentences.map((line) => wrap(line, width, indent)),
    ...(table === undefined ? [] : sectionTable(table, screen)),
    ...remarks.map((line) => paint.quiet(wrap(line, width, indent))),
  ].join('\n');
}

type Table = NonNullable<Section['table']>;

/** Columns of the longest bar. */
const BAR = 14;

/** Bars go first where there is no room for all. */
const BARS: Column = { head: '', optional: 1000 };

function sectionTable({ columns, rows, bars }: Table, screen: Screen): string[] {
  const most = Math.max(0, ...(bars ?? []));
  const drawn = rows.map((cells, index) => ({
    cells: bars === undefined ? cells : [...cells, bar(bars[index] ?? 0, most, BAR)],
  }));
  return tableLines(bars === undefined ? columns : [...columns, BARS], drawn, screen);
}
