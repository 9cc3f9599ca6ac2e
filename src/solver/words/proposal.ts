import { formatDuration } from '../../units/duration.ts';
import { formatEnd } from '../../units/share.ts';
import type { Accuracy } from '../accuracy.ts';
import { type Candidate, LATENCY_TOLERANCE, primary, TIME_CORNERS } from '../candidate.ts';
import { type Choices, writeChoices } from '../choices.ts';
import { givenUp } from '../givenUp.ts';
import { exactDuration } from '../../units/exact.ts';
import { listed } from '../../units/listed.ts';
import { percentileName } from '../../units/percentileName.ts';
import { durationBeside, endBeside, moneyBeside, shareBeside } from './beside.ts';
import { CORNER_WORDS } from './corners.ts';
import { limitedCostWords } from './limitedCosts.ts';
import type { Problem } from '../problem.ts';
import type { Proposal } from '../result.ts';

/** The sentence both sides can sign: what is promised, what was given up, what it guarded against. */
export function proposalFor(problem: Problem, offered: Candidate | null): Proposal {
  if (offered === null)
    return {
      statement: 'nothing to offer: no architecture keeps all limits but one',
      choices: null,
    };
  const statement = [
    ...promisedTimes(problem, offered),
    ...givenUpWords(problem, offered.choices),
    ...accuracyWords(problem, offered.accuracy),
    ...costWords(problem, offered),
  ].join(', ');
  return { statement, choices: writeChoices(offered.choices, problem) };
}

/** Every limit on time where it is met; else what the architecture reaches. Without one, the time that is shown. */
function promisedTimes(problem: Problem, offered: Candidate): string[] {
  const stated = TIME_CORNERS.flatMap((corner) =>
    (problem.limits[corner] ?? []).map(({ p, ms }) => ({ corner, p, ms })),
  );
  if (stated.length === 0)
    return [`${percentileName(primary(problem).p)} ${formatDuration(offered.primaryTime)}`];
  return stated.map(({ corner, p, ms }) => {
    const name =
      corner === 'latency' ? percentileName(p) : `${CORNER_WORDS[corner]} ${percentileName(p)}`;
    const reached = offered.time(corner, p);
    if (reached === null) return `no ${CORNER_WORDS[corner]}`;
    return `${name} ${reached <= ms * LATENCY_TOLERANCE ? exactDuration(ms) : durationBeside(reached, ms)}`;
  });
}

function givenUpWords(problem: Problem, choices: Choices): string[] {
  const parts = givenUp(problem, choices);
  const dropped = parts.flatMap(({ kind, what }) => (kind === 'tool' ? [what] : []));
  return [
    ...parts.flatMap(({ kind, what, guarded }) =>
      kind === 'tool'
        ? []
        : [guarded === null ? `no ${what}` : `no ${what} (${guarded} unguarded)`],
    ),
    ...(dropped.length > 0 ? [`without ${listed(dropped)}`] : []),
  ];
}

function accuracyWords(problem: Problem, accuracy: Accuracy): string[] {
  const floor = problem.limits.accuracy?.atLeast ?? null;
  if (accuracy.value === null) return ['accuracy unknown'];
  const { low, high } = accuracy;
  const interval =
    low === null || high === null ? '' : ` (${endBeside(low, floor)}-${formatEnd(high)})`;
  const label = accuracy.basis === 'measured' ? 'measured' : 'expected';
  return [
    `${label} accuracy ${shareBeside(accuracy.value, floor)}${interval} on the ${problem.accuracy?.eval ?? ''} eval`,
  ];
}

/** Per request, and in the units of the limits that speak of others. */
function costWords({ limits: { cost: limit } }: Problem, { cost }: Candidate): string[] {
  if (cost.perRequest === null) return ['cost unknown'];
  const perRequest = `${moneyBeside(cost.perRequest, limit?.perRequest ?? null)} a request`;
  const limited = limitedCostWords(limit, cost).filter((words) => !words.startsWith('unknown'));
  return [...new Set([perRequest, ...limited])];
}
