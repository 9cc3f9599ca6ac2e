import type { Counterproposal } from '../solver/counterproposal.ts';
import type { AgentProposal, ProposalReport } from './proposalReport.ts';
import { askedAndOffered, givenUpWords, givesTitle, noOfferWords } from './proposalWords.ts';
import type { Paint } from './report.ts';
import { textTable } from './textTable.ts';
import { wrap } from './wrap.ts';

const WIDTH = 80;

/** Counterproposals for the terminal: the sentence first, what it rests on below. */
export function renderProposalTerminal(report: ProposalReport, paint: Paint): string {
  return report.agents.map((agent) => agentText(agent, report.spec, paint)).join('\n\n\n');
}

function agentText(agent: AgentProposal, spec: string, paint: Paint): string {
  const { offer, result, alternatives } = agent;
  if (offer === null) return wrap(`${paint.bold(result.agent)}: ${noOfferWords(agent)}`, WIDTH);
  return [
    `${paint.bold(result.agent)} can have, in writing:\n\n${wrap(`"${offer.statement}"`, WIDTH, '  ')}`,
    textTable(
      [{ head: 'limit' }, { head: 'asked' }, { head: 'offered' }, { head: '' }],
      askedAndOffered(result, offer).map((row) => [
        row.corner,
        row.asked,
        row.offered,
        row.verdict.startsWith('kept') ? row.verdict : paint.bad(row.verdict),
      ]),
    ),
    ...givenUp(offer),
    ...reasons(offer),
    ...others(alternatives),
    `Sign it:\n  budget accept ${spec} ${offer.architecture.id} --product NAME --engineering NAME`,
  ].join('\n\n');
}

function givenUp({ givenUp: parts }: Counterproposal): string[] {
  if (parts.length === 0) return [];
  return [['Given up:', ...parts.map((part) => item(givenUpWords(part)))].join('\n')];
}

function reasons({ reasons: list }: Counterproposal): string[] {
  if (list.length === 0) return ['Runs as today.'];
  const lines = list.map(({ key, value, today, why }) =>
    item(`${key}: ${value} (today ${today}); ${why}`),
  );
  return [['Why each choice:', ...lines].join('\n')];
}

function others(alternatives: readonly Counterproposal[]): string[] {
  if (alternatives.length === 0) return [];
  const lines = alternatives.map((offer) =>
    item(`${offer.architecture.id} ${givesTitle(offer)}: "${offer.statement}"`),
  );
  return [['Instead:', ...lines].join('\n')];
}

/** One entry of a list, its further lines below its first word. */
function item(text: string): string {
  return wrap(text, WIDTH, '    ').replace('    ', '  - ');
}
