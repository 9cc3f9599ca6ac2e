import type { Rule } from './rule.ts';

/** The choices that were accepted can still be had. */
export const acceptedChoices: Rule = {
  code: 'accepted-choice-gone',
  check: ({ agents }) =>
    agents.flatMap((agent) =>
      (agent.accepted?.lost ?? []).map(({ key, part, message, help }) => ({
        place: agent.place(['accepted', 'choices', key], part),
        message: `what was accepted cannot be had any more: ${message}`,
        help,
      })),
    ),
};
