import { type Candidate, type Corner, statedCorners } from '../../solver/candidate.ts';
import { outOfReach } from '../../solver/outOfReach.ts';
import { percentileName } from '../../units/percentileName.ts';
import { exactDuration } from '../../units/exact.ts';
import { formatDuration } from '../../units/duration.ts';
import { formatMoney } from '../../units/money.ts';
import { formatShare, shareToYaml } from '../../units/share.ts';
import { silentLimits } from '../silentLimits.ts';
import type { CheckedAgent } from './checked.ts';
import type { Rule, RuleFinding } from './rule.ts';

/** Each limit can be reached at least by giving up all the others. What was accepted stands in for them. */
export const limitUnreachable: Rule = {
  code: 'limit-unreachable',
  check: ({ agents }) =>
    agents.flatMap((agent) =>
      agent.accepted === null
        ? statedCorners(agent.problem).flatMap((corner) => unreachable(agent, corner))
        : [],
    ),
};

function unreachable(agent: CheckedAgent, corner: Corner): RuleFinding[] {
  if (corner === 'tools' || isSilent(agent, corner)) return [];
  const closest = outOfReach(agent.evaluation, corner);
  if (closest === null) return [];
  return [
    {
      place: agent.place(['want', placeOf(agent, corner)]),
      message: messageFor(agent, corner, closest),
      help: 'relax the limit, or add a faster, better or cheaper way to run a step to the table',
    },
  ];
}

/** What shows nothing has no first output to be late: nothing-streams says so. */
function isSilent({ spec }: CheckedAgent, corner: Corner): boolean {
  return silentLimits(spec).some((limit) => limit.corner === corner);
}

function placeOf({ spec }: CheckedAgent, corner: Corner): string {
  return corner === 'latency' && spec.want.deadline !== undefined ? 'deadline' : corner;
}

function messageFor({ problem }: CheckedAgent, corner: Corner, found: Candidate): string {
  if (corner === 'accuracy') {
    const floor = shareToYaml(problem.limits.accuracy?.atLeast ?? 0);
    const { value } = found.accuracy;
    const tasks =
      (problem.limits.accuracy?.tasks.size ?? 0) > 0 ? ' and the floors of its tasks' : '';
    return `no architecture reaches an accuracy of ${floor}${tasks}, even if everything else gives way: the best is ${value === null ? 'unknown' : formatShare(value, 1)}`;
  }
  if (corner === 'cost') {
    const { perRequest } = found.cost;
    return `no architecture is this cheap, even if everything else gives way: the cheapest is ${perRequest === null ? 'unknown' : formatMoney(perRequest)} a request`;
  }
  if (corner === 'tools') return '';
  const missed = (problem.limits[corner] ?? []).find(
    ({ p, ms }) => (found.time(corner, p) ?? Number.POSITIVE_INFINITY) > ms,
  );
  const reached = missed && found.time(corner, missed.p);
  const wanted = missed ? `${percentileName(missed.p)} ${exactDuration(missed.ms)}` : 'this limit';
  return `no architecture reaches ${wanted}, even if everything else gives way: the fastest takes ${reached ? formatDuration(reached) : 'longer'}`;
}
