import { folded } from './folded.ts';
import { markdownTable } from './markdownTable.ts';
import type { Counterproposal } from '../solver/counterproposal.ts';
import type { AgentProposal, ProposalReport } from './proposalReport.ts';
import { askedAndOffered, givenUpWords, givesTitle, noOfferWords } from './proposalWords.ts';

/** Counterproposals for a pull request or a planning document. */
export function renderProposalMarkdown({ agents, spec }: ProposalReport): string {
  return agents.map((agent) => agentMarkdown(agent, spec)).join('\n\n');
}

function agentMarkdown(agent: AgentProposal, spec: string): string {
  const { offer, result, alternatives } = agent;
  if (offer === null) return `## ${result.agent}: counterproposal\n\n${noOfferWords(agent)}`;
  return [
    `## ${result.agent}: counterproposal`,
    `> ${offer.statement}`,
    markdownTable(
      ['limit', 'asked', 'offered', ''],
      askedAndOffered(result, offer).map(({ corner, asked, offered, verdict }) => [
        corner,
        asked,
        offered,
        verdict.startsWith('kept') ? verdict : `**${verdict}**`,
      ]),
    ),
    ...(offer.givenUp.length === 0
      ? []
      : [`Given up:\n\n${offer.givenUp.map((part) => `- ${givenUpWords(part)}`).join('\n')}`]),
    ...reasons(offer),
    ...(alternatives.length === 0
      ? []
      : [
          folded(
            `${alternatives.length} ${alternatives.length === 1 ? 'alternative' : 'alternatives'}`,
            alternatives
              .map(
                (other) =>
                  `- \`${other.architecture.id}\` ${givesTitle(other)}: ${other.statement}`,
              )
              .join('\n'),
          ),
        ]),
    `Sign it: \`budget accept ${spec} ${offer.architecture.id} --product NAME --engineering NAME\``,
  ].join('\n\n');
}

function reasons({ reasons: list }: Counterproposal): string[] {
  if (list.length === 0) return [];
  return [
    markdownTable(
      ['choice', 'offered', 'today', 'why'],
      list.map(({ key, value, today, why }) => [key, value, today, why]),
    ),
  ];
}
