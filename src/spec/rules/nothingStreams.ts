import { silentLimits } from '../silentLimits.ts';
import type { Rule } from './rule.ts';

/** A limit on first output is about something: a step that streams, or shows progress. */
export const nothingStreams: Rule = {
  code: 'nothing-streams',
  check: ({ agents }) =>
    agents.flatMap((agent) =>
      silentLimits(agent.spec).map(({ corner, message, help }) => ({
        place: agent.place(['want', corner], 'key'),
        message,
        help,
      })),
    ),
};
