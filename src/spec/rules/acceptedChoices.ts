import { writeChoices } from '../../solver/choices.ts';
import { listed } from '../../units/listed.ts';
import type { CheckedAgent } from './checked.ts';
import type { Rule, RuleFinding } from './rule.ts';

/** The choices that were accepted can still be had, and are still all that there is to choose. */
export const acceptedChoices: Rule = {
  code: 'accepted-choice-gone',
  check: ({ agents }) => agents.flatMap((agent) => [...lost(agent), ...unsigned(agent)]),
};

function lost(agent: CheckedAgent): RuleFinding[] {
  return (agent.accepted?.lost ?? []).map(({ key, part, message, help }) => ({
    place: agent.place(['accepted', 'choices', key], part),
    message: `what was accepted cannot be had any more: ${message}`,
    help,
  }));
}

/** `budget accept` writes every choice; people may leave out those that go without saying. */
function unsigned(agent: CheckedAgent): RuleFinding[] {
  const { choices, written } = agent.accepted ?? { choices: null, written: null };
  if (choices === null || written?.id === undefined) return [];
  const named = new Set(Object.keys(written.choices));
  const all = Object.entries(writeChoices(choices, agent.problem));
  const more = all.filter(([key]) => !named.has(key));
  if (more.length === 0) return [];
  return [
    {
      place: agent.place(['accepted', 'choices'], 'key'),
      message: `the workflow has ${listed(more.map(([key]) => key))}, of which nobody has signed anything: taken as ${listed(more.map(([, value]) => String(value)))}`,
      help: 'agree anew: budget propose, then budget accept --amend',
    },
  ];
}
