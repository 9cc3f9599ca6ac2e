import { itemsToTell } from '../../accuracy/itemsToTell.ts';
import type { Accuracy } from '../../solver/accuracy.ts';
import { formatCount } from '../../units/count.ts';
import { grouped } from '../../units/grouped.ts';
import { formatShare, shareToYaml } from '../../units/share.ts';
import { accuracyRange } from './accuracyRange.ts';
import type { CheckedAgent } from './checked.ts';
import type { Rule, RuleFinding } from './rule.ts';

/** A floor on accuracy is told from noise by the number of items behind it. */
export const accuracyUnclear: Rule = {
  code: 'accuracy-unclear',
  check: ({ agents }) => agents.flatMap(unclearFloor),
};

/** Of what was accepted; before that, of what runs today. */
function unclearFloor(agent: CheckedAgent): RuleFinding[] {
  const floor = agent.problem.limits.accuracy?.atLeast;
  const accepted = agent.accepted?.candidate ?? null;
  const accuracy = (accepted ?? agent.evaluation.today)?.accuracy;
  if (floor === undefined || accuracy === undefined || !isUnclear(accuracy, floor)) return [];
  const what = accepted === null ? 'today’s accuracy' : 'the accepted accuracy';
  const n = accuracy.n === null ? '' : ` at n = ${formatCount(accuracy.n)}`;
  return [
    {
      place: agent.place(['want', 'accuracy']),
      message: `${what} ${formatShare(accuracy.value, 1)}${accuracyRange(accuracy)}${n} does not tell whether ${shareToYaml(floor)} is reached`,
      help: helpFor(accuracy.value, floor),
    },
  ];
}

function isUnclear(
  accuracy: Accuracy,
  floor: number,
): accuracy is Accuracy & { readonly value: number } {
  const { value, low } = accuracy;
  return value !== null && value >= floor && (low === null || low < floor);
}

function helpFor(value: number, floor: number): string {
  const items = itemsToTell(value, floor);
  if (items === null) return 'the figure is the floor itself: no number of items can tell';
  return `it takes about ${grouped(String(items))} eval items to tell`;
}
