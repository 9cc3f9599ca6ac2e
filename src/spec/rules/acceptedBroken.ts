import { isIntact } from '../accepted/isIntact.ts';
import { textHash } from '../textHash.ts';
import type { AcceptedFigure } from './acceptedFigure.ts';
import { acceptedFigures } from './acceptedFigures.ts';
import type { Checked, CheckedAgent } from './checked.ts';
import { culprits } from './culprits.ts';
import type { Rule, RuleFinding } from './rule.ts';

/** Numbers that both sides accepted are still true under today's table. */
export const acceptedBroken: Rule = {
  code: 'accepted-broken',
  check: (checked) =>
    checked.agents.flatMap((agent) => {
      const figures = acceptedFigures(agent).filter(({ isBroken }) => isBroken);
      if (figures.length === 0 || wasEdited(checked, agent)) return [];
      return figures.map((figure) => broken(checked, agent, figure));
    }),
};

/** Under the table that it was signed under, a block that was edited says nothing about a change. */
function wasEdited(checked: Checked, { accepted }: CheckedAgent): boolean {
  return accepted !== null && !isIntact(accepted.written) && isSameTable(checked, accepted);
}

/** The figures were composed from this very table. */
export function isSameTable(
  { tableSource }: Checked,
  { written }: NonNullable<CheckedAgent['accepted']>,
): boolean {
  return written.table?.sha256 === textHash(tableSource);
}

function broken(checked: Checked, agent: CheckedAgent, figure: AcceptedFigure): RuleFinding {
  const { name, accepted, today, format, path } = figure;
  const now = today === null ? 'is unknown today' : `is ${format(today)} today`;
  return {
    place: agent.place(['accepted', ...path]),
    message: `${name} was accepted at ${format(accepted)} and ${now}${culprits(checked, agent, figure)}`,
    help: 'undo the change, or agree anew: budget propose, then budget accept --amend',
  };
}
