import type { Counterproposal } from '../solver/counterproposal.ts';
import type { AgentProposal, ProposalReport } from './proposalReport.ts';
import {
  AS_TODAY,
  askedAndOffered,
  givenUpWords,
  noOfferWords,
  otherTitle,
} from './proposalWords.ts';
import type { Screen } from './report.ts';
import { textTable } from './text/textTable.ts';
import { hanging, wrap } from './text/wrap.ts';

/** Counterproposals for the terminal: the sentence first, what it rests on below. */
export function renderProposalTerminal(report: ProposalReport, screen: Screen): string {
  return report.agents.map((agent) => agentText(agent, report.spec, screen)).join('\n\n\n');
}

function agentText(agent: AgentProposal, spec: string, { paint, width }: Screen): string {
  const { offer, result, alternatives } = agent;
  if (offer === null) return wrap(`${paint.bold(result.agent)}: ${noOfferWords(agent)}`, width);
  return [
    wrap(`${paint.bold(result.agent)} can have, in writing:`, width),
    wrap(`"${offer.statement}"`, width, '  '),
    textTable(
      [
        { head: 'limit' },
        { head: 'asked', breaksTo: 12 },
        { head: 'offered', breaksTo: 12 },
        { head: '', breaksTo: 12 },
      ],
      askedAndOffered(result, offer).map((row) => [
        row.corner,
        row.asked,
        row.offered,
        row.verdict.startsWith('kept') ? row.verdict : paint.bad(row.verdict),
      ]),
      width,
    ),
    ...givenUp(offer, width),
    ...reasons(offer, width),
    ...others(alternatives, offer, width),
    `Sign it:\n  budget accept ${spec} ${offer.architecture.id} --product NAME --engineering NAME`,
  ].join('\n\n');
}

function givenUp({ givenUp: parts }: Counterproposal, width: number): string[] {
  if (parts.length === 0) return [];
  return [
    ['Given up:', ...parts.map((part) => hanging('  - ', givenUpWords(part), width))].join('\n'),
  ];
}

function reasons({ reasons: list }: Counterproposal, width: number): string[] {
  if (list.length === 0) return [AS_TODAY];
  const lines = list.map(({ key, value, today, why }) =>
    hanging('  - ', `${key}: ${value} (today ${today}); ${why}`, width),
  );
  return [['Why each choice:', ...lines].join('\n')];
}

function others(
  alternatives: readonly Counterproposal[],
  offer: Counterproposal,
  width: number,
): string[] {
  if (alternatives.length === 0) return [];
  const lines = alternatives.map((other) =>
    hanging(
      '  - ',
      `${other.architecture.id} ${otherTitle(other, offer)}: "${other.statement}"`,
      width,
    ),
  );
  return [['Instead:', ...lines].join('\n')];
}
