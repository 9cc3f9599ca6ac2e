import type { AgentCost } from '../../solver/costing/agentCost.ts';
import { formatCount } from '../../units/count.ts';
import { listed } from '../../units/listed.ts';
import { formatMoney } from '../../units/money.ts';
import { moneyOrUnknown } from '../words.ts';
import { breakEvenSection } from './breakEvenSection.ts';
import { leverSections } from './leverSections.ts';
import { modelSections } from './modelSections.ts';
import { peopleSections } from './peopleSections.ts';
import type { Section } from './section.ts';
import { sensitivitySections } from './sensitivitySections.ts';
import { volumeWords } from './volumeWords.ts';
import { yearSection } from './yearSection.ts';

/** Everything that is said about one agent, the matrix of models and hosts first. */
export function agentSections(agent: AgentCost): Section[] {
  return [
    heading(agent),
    ...modelSections(agent),
    ...breakEvenSection(agent),
    ...yearSection(agent),
    ...leverSections(agent),
    ...sensitivitySections(agent),
    ...peopleSections(agent),
  ];
}

function heading(agent: AgentCost): Section {
  const { base, traffic } = agent;
  const { launch, month12 } = base.perMonth;
  const per = [
    `${moneyOrUnknown(base.perRequest)} a request`,
    ...(traffic.turns > 1 ? [`${moneyOrUnknown(base.perConversation)} a conversation`] : []),
    ...(traffic.requests === null ? [] : [`${moneyOrUnknown(launch)} a month`]),
    ...(month12 === null ? [] : [`${formatMoney(month12)} in month 12`]),
  ];
  return {
    title: null,
    sentences: [
      trafficWords(agent),
      `Looked at: ${base.name} (${base.id}): ${per.join(', ')}.`,
      ...freeWords(base.countedFree),
    ],
  };
}

/** What is in the sum without a price that anybody stated. */
function freeWords(components: readonly string[]): string[] {
  if (components.length === 0) return [];
  return [`Counted as free, since the table states no cost: ${listed(components)}.`];
}

function trafficWords({ agent, traffic }: AgentCost): string {
  const { requests, requestsInTwelveMonths, turns, activeHours, peak } = traffic;
  if (requests === null) return `${agent}: no traffic stated, so nothing is said per month.`;
  const later =
    requestsInTwelveMonths === null
      ? ''
      : `, ${volumeWords(requestsInTwelveMonths, turns)} in month 12`;
  const each = turns > 1 ? ` of ${formatCount(turns)} requests` : '';
  const hours =
    activeHours === null || peak === null
      ? ''
      : `; ${activeHours} hours a day, the busiest ${peak} times the average`;
  return `${agent}: ${volumeWords(requests, turns)} a month${each}${later}${hours}.`;
}
