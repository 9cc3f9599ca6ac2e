import type { AgentCost } from '../../solver/costing/agentCost.ts';
import { formatDuration } from '../../units/duration.ts';
import { exactDuration } from '../../units/exact.ts';
import { formatMoney } from '../../units/money.ts';
import { cachingSection } from './cachingSection.ts';
import type { Section } from './section.ts';

/** What caching and batches save here. */
export function leverSections(agent: AgentCost): Section[] {
  return [...cachingSection(agent), ...batchSection(agent)];
}

function batchSection({ batch }: AgentCost): Section[] {
  if (batch === null) return [];
  const { without, with: batched, promised, typical, deadline, steps } = batch;
  const saved =
    without === null || batched === null
      ? 'saves an unknown amount'
      : `saves ${formatMoney(without - batched)} of ${formatMoney(without)} a month`;
  const time = typical === null ? '' : `, typically done in ${formatDuration(typical)}`;
  const kept =
    promised <= deadline
      ? `promised within ${exactDuration(promised)}`
      : `but promised only within ${exactDuration(promised)}, and ${exactDuration(deadline)} are wanted`;
  return [{ title: 'Batches:', sentences: [`${steps.join(', ')}: ${saved}${time}, ${kept}.`] }];
}
