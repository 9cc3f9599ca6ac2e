import type { AgentCost } from '../../solver/costing/agentCost.ts';
import type { BreakEvenLine } from '../../solver/costing/breakEvenLines.ts';
import { hostMarks } from '../hostMark.ts';
import { rangesWords } from './rangesWords.ts';
import type { Section } from './section.ts';
import { variantWords } from './variantWords.ts';

/** From which volumes on hosting is cheaper: ranges, since every further replica is a step up. */
export function breakEvenSection(agent: AgentCost): Section[] {
  const { breakEven, hosts, traffic } = agent;
  const hosted = hosts.filter(({ replicas }) => replicas !== null);
  if (hosted.length === 0) return [];
  const some = breakEven.filter(({ ranges }) => ranges.length > 0);
  const unit = traffic.turns > 1 ? 'conversations' : 'requests';
  const looked = (line: Way) => breakEven.some((each) => isSame(each, line));
  const cheaper = (line: Way) => some.some((each) => isSame(each, line));
  const remarks = [
    ...remark(
      'Never cheaper than a model with a price:',
      hosted.filter((line) => looked(line) && !cheaper(line)),
      hosts,
    ),
    ...remark(
      'Too slow for the limit at any volume:',
      hosted.filter((line) => !looked(line)),
      hosts,
    ),
  ];
  return [
    {
      title:
        some.length === 0
          ? `Hosting is cheaper at no number of ${unit} that was looked at.`
          : `Hosting is cheaper in these ranges of ${unit} a month:`,
      ...(some.length === 0 ? {} : { table: tableOf(some, agent) }),
      remarks,
    },
  ];
}

interface Way {
  readonly step: string;
  readonly variant: string;
}

function isSame(one: Way, other: Way): boolean {
  return one.step === other.step && one.variant === other.variant;
}

function tableOf(
  lines: readonly BreakEvenLine[],
  { traffic, hosts }: AgentCost,
): NonNullable<Section['table']> {
  const mark = hostMarks(hosts);
  return {
    columns: [
      { head: '' },
      { head: 'hosted' },
      { head: 'instead of' },
      { head: 'from – to', breaksTo: 16 },
    ],
    rows: lines.map((line) => [
      mark(line.step, line.variant),
      `${line.step}: ${line.variant}`,
      line.against,
      rangesWords(line, traffic.turns),
    ]),
  };
}

function remark(what: string, ways: readonly Way[], all: readonly Way[]): string[] {
  const steps = [...new Set(ways.map(({ step }) => step))];
  const words = steps.map((step) => {
    const of = (some: readonly Way[]) =>
      some.filter((way) => way.step === step).map(({ variant }) => variant);
    return `${step}: ${variantWords(of(ways), of(all))}`;
  });
  return words.length === 0 ? [] : [`${what} ${words.join('; ')}.`];
}
