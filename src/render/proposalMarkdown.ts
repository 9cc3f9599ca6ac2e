import type { Counterproposal } from '../solver/counterproposal.ts';
import { folded } from './markdown/folded.ts';
import { blocks, bullets, code, type Markdown, marked } from './markdown/markdown.ts';
import { markdownTable } from './markdown/markdownTable.ts';
import type { AgentProposal, ProposalReport } from './proposalReport.ts';
import {
  AS_TODAY,
  askedAndOffered,
  givenUpWords,
  noOfferWords,
  otherTitle,
} from './proposalWords.ts';

/** Counterproposals for a pull request or a planning document. */
export function renderProposalMarkdown({ agents, spec }: ProposalReport): string {
  return blocks(agents.map((agent) => agentMarkdown(agent, spec))).text;
}

function agentMarkdown(agent: AgentProposal, spec: string): Markdown {
  const { offer, result, alternatives } = agent;
  const title = marked`## ${result.agent}: counterproposal`;
  if (offer === null) return blocks([title, noOfferWords(agent)]);
  const given = offer.givenUp.map(givenUpWords);
  const accept = `budget accept ${spec} ${offer.architecture.id} --product NAME --engineering NAME`;
  return blocks([
    title,
    marked`> ${offer.statement}`,
    markdownTable(
      ['limit', 'asked', 'offered', ''],
      askedAndOffered(result, offer).map(({ corner, asked, offered, verdict }) => [
        corner,
        asked,
        offered,
        verdict.startsWith('kept') ? verdict : marked`**${verdict}**`,
      ]),
    ),
    ...(given.length === 0 ? [] : ['Given up:', bullets(given)]),
    ...reasons(offer),
    ...others(alternatives, offer),
    marked`Sign it: ${code(accept)}`,
  ]);
}

function others(alternatives: readonly Counterproposal[], offer: Counterproposal): Markdown[] {
  if (alternatives.length === 0) return [];
  const items = alternatives.map(
    (other) =>
      marked`${code(other.architecture.id)} ${`${otherTitle(other, offer)}: ${other.statement}`}`,
  );
  const count = `${items.length} ${items.length === 1 ? 'alternative' : 'alternatives'}`;
  return [folded(count, bullets(items))];
}

function reasons({ reasons: list }: Counterproposal): (Markdown | string)[] {
  if (list.length === 0) return [AS_TODAY];
  return [
    markdownTable(
      ['choice', 'offered', 'today', 'why'],
      list.map(({ key, value, today, why }) => [key, value, today, why]),
    ),
  ];
}
