import { TIME_CORNERS } from '../../solver/candidate.ts';
import type { Rule } from './rule.ts';

/** A limit on time becomes a commitment only with a counterproposal that both sides accepted. */
export const notAccepted: Rule = {
  code: 'not-accepted',
  check: ({ agents, spec }) =>
    agents.flatMap((agent) => {
      const limited = TIME_CORNERS.filter((corner) => agent.spec.want[corner] !== undefined);
      const [first] = limited;
      if (first === undefined || agent.accepted !== null) return [];
      return [
        {
          place: agent.place(['want', first], 'key'),
          message: `${agent.name} has a limit on ${limited.join(' and ')} that no accepted counterproposal backs`,
          help: `budget propose ${spec?.file ?? ''}, then budget accept`,
        },
      ];
    }),
};
