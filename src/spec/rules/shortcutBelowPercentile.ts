import { percentileName } from '../../units/percentileName.ts';
import { formatShare } from '../../units/share.ts';
import type { Rule } from './rule.ts';
import { seldomShortcuts } from './seldomShortcuts.ts';

/** A shortcut helps a percentile only if it hits more often than that. */
export const shortcutBelowPercentile: Rule = {
  code: 'shortcut-below-percentile',
  check: ({ agents }) =>
    agents.flatMap((agent) => {
      const { p, shortcuts } = seldomShortcuts(agent.problem, agent.spec);
      return shortcuts
        .filter(({ use }) => agent.accepted?.choices?.values.get(use) !== 'off')
        .map(({ use, hit, index }) => ({
          place: agent.place(['shortcuts', index, 'hit']),
          message: `${use} hits ${formatShare(hit, 0)} of requests: the ${percentileName(p)} is made of the ${formatShare(1 - hit, 0)} that miss`,
          help: `it lowers the mean and the cost; for ${percentileName(p)}, make what it skips faster`,
        }));
    }),
};
