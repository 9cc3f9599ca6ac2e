import { architectureId } from '../../solver/choices.ts';
import { isSameTable } from './acceptedBroken.ts';
import { acceptedFigures } from './acceptedFigures.ts';
import type { CheckedAgent } from './checked.ts';
import type { Rule, RuleFinding } from './rule.ts';

/** A signed block is what `budget accept` wrote: its numbers and its id follow from its choices. */
export const acceptedEdited: Rule = {
  code: 'accepted-edited',
  check: (checked) =>
    checked.agents.flatMap((agent) => [
      ...otherId(agent),
      ...(isSameTable(checked, agent) ? otherFigures(agent) : []),
    ]),
};

const HELP = 'let budget accept --amend write it anew';

function otherId(agent: CheckedAgent): RuleFinding[] {
  const { choices, written } = agent.accepted ?? { choices: null, written: null };
  if (choices === null || written?.id === undefined) return [];
  const id = architectureId(choices, agent.problem);
  if (id === written.id) return [];
  return [
    {
      place: agent.place(['accepted', 'id']),
      message: `these choices are ${id}, not ${written.id}: the block was edited by hand, or the workflow has other steps now`,
      help: HELP,
    },
  ];
}

function otherFigures(agent: CheckedAgent): RuleFinding[] {
  return acceptedFigures(agent)
    .filter(({ isOther }) => isOther)
    .map(({ path, name, accepted, today, format }) => ({
      place: agent.place(['accepted', ...path]),
      message: `${name} is written as ${format(accepted)}, but the table it was accepted under gives ${today === null ? 'none' : format(today)}: the block or the spec around it was changed since`,
      help: HELP,
    }));
}
