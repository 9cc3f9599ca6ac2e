import { accuracyRange } from './accuracyRange.ts';
import type { Rule } from './rule.ts';

/** An accuracy that both sides signed was measured, not predicted from effects. */
export const acceptedPredicted: Rule = {
  code: 'accepted-predicted',
  check: ({ agents }) =>
    agents.flatMap((agent) => {
      const accuracy = agent.accepted?.candidate?.accuracy;
      if (accuracy === undefined || accuracy.basis !== 'predicted') return [];
      if (agent.accepted?.written.accuracy === undefined) return [];
      return [
        {
          place: agent.place(['accepted', 'accuracy']),
          message: `the accepted accuracy is predicted${accuracyRange(accuracy)}, not measured`,
          help: 'run the eval on these choices and add its row to the table',
        },
      ];
    }),
};
