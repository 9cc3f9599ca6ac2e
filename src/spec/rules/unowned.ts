import type { Rule } from './rule.ts';

const SIDES = ['product', 'engineering'] as const;

/** Both sides have put their name to what was accepted. */
export const unowned: Rule = {
  code: 'unowned',
  check: ({ agents }) =>
    agents.flatMap((agent) => {
      const { accepted } = agent.spec;
      if (accepted === undefined) return [];
      const missing = SIDES.filter((side) => (accepted.by?.[side] ?? '').trim() === '');
      if (missing.length === 0) return [];
      return [
        {
          place: agent.place(['accepted', 'by'], 'key'),
          message: `nobody has signed for ${missing.join(' and ')}`,
          help: 'as in by: { product: ada, engineering: grace }',
        },
      ];
    }),
};
