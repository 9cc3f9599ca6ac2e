import type { AcceptedOnce } from '../accepted/acceptedSchema.ts';
import { isIntact } from '../accepted/isIntact.ts';
import { architectureId } from '../../solver/choices.ts';
import { isSameTable } from './acceptedBroken.ts';
import { acceptedFigures } from './acceptedFigures.ts';
import type { Checked, CheckedAgent } from './checked.ts';
import type { Rule, RuleFinding } from './rule.ts';

/** A signed block is what `budget accept` wrote: otherwise nobody knows what was signed. */
export const acceptedEdited: Rule = {
  code: 'accepted-edited',
  about: 'file',
  check: (checked) =>
    checked.agents.flatMap((agent) => [
      ...editedNow(checked, agent),
      ...(agent.spec.accepted?.history ?? []).flatMap((before, index) =>
        isIntact(before) ? [] : [broken(agent, before, ['history', index])],
      ),
    ]),
};

const HELP =
  'undo the edit, or sign anew: budget accept --amend keeps the old block in its history';

/** Figures and ids that give an edit away are shown where they are; otherwise the seal is. */
function editedNow(checked: Checked, agent: CheckedAgent): RuleFinding[] {
  const { accepted } = agent;
  if (accepted === null || isIntact(accepted.written)) return [];
  const found = [...otherId(agent), ...(isSameTable(checked, accepted) ? otherFigures(agent) : [])];
  return found.length > 0 ? found : [broken(agent, accepted.written, [])];
}

function broken(
  agent: CheckedAgent,
  { seal }: AcceptedOnce,
  path: readonly (string | number)[],
): RuleFinding {
  const where = ['accepted', ...path];
  return seal === undefined
    ? {
        place: agent.place(where, path.length === 0 ? 'key' : 'value'),
        message: 'the seal of what was signed is missing: it was changed by hand',
        help: HELP,
      }
    : {
        place: agent.place([...where, 'seal']),
        message: 'this is not what was signed: something in it was changed by hand since',
        help: HELP,
      };
}

function otherId(agent: CheckedAgent): RuleFinding[] {
  const { choices, written } = agent.accepted ?? { choices: null, written: null };
  if (choices === null || written?.id === undefined) return [];
  const id = architectureId(choices, agent.problem);
  if (id === written.id) return [];
  return [
    {
      place: agent.place(['accepted', 'id']),
      message: `these choices are ${id}, not ${written.id}: one of them was changed by hand`,
      help: HELP,
    },
  ];
}

function otherFigures(agent: CheckedAgent): RuleFinding[] {
  return acceptedFigures(agent)
    .filter(
      ({ isOther, accepted, today, format }) =>
        // To say that it is not what it looks like would help nobody: then the seal says it.
        isOther && (today === null || format(today) !== format(accepted)),
    )
    .map(({ path, name, accepted, today, format }) => ({
      place: agent.place(['accepted', ...path]),
      message: `${name} is written as ${format(accepted)}, but the table it was accepted under gives ${today === null ? 'none' : format(today)}: it was changed by hand`,
      help: HELP,
    }));
}
