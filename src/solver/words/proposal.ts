import { formatDuration } from '../../units/duration.ts';
import { formatMoney } from '../../units/money.ts';
import { formatEnd, formatShare } from '../../units/share.ts';
import type { Accuracy } from '../accuracy.ts';
import { type Candidate, LATENCY_TOLERANCE, primary, TIME_CORNERS } from '../candidate.ts';
import { type Choices, writeChoices } from '../choices.ts';
import { givenUp } from '../givenUp.ts';
import { exactDuration } from '../../units/exact.ts';
import { listed } from '../../units/listed.ts';
import { percentileName } from '../../units/percentileName.ts';
import { CORNER_WORDS } from './corners.ts';
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
    return `${name} ${reached <= ms * LATENCY_TOLERANCE ? exactDuration(ms) : formatDuration(reached)}`;
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
  if (accuracy.value === null) return ['accuracy unknown'];
  const { low, high } = accuracy;
  const interval = low === null || high === null ? '' : ` (${formatEnd(low)}-${formatEnd(high)})`;
  const label = accuracy.basis === 'measured' ? 'measured' : 'expected';
  return [
    `${label} accuracy ${formatShare(accuracy.value, 0)}${interval} on the ${problem.accuracy?.eval ?? ''} eval`,
  ];
}

/** Per request, and in the units of the limit where it speaks of others. */
function costWords(problem: Problem, { cost }: Candidate): string[] {
  if (cost.perRequest === null) return ['cost unknown'];
  const { cost: limit } = problem.limits;
  const perConversation =
    limit === null || limit.perConversation === null ? null : cost.perConversation;
  const perMonth = limit === null || limit.perMonth === null ? null : cost.perMonth.launch;
  return [
    `${formatMoney(cost.perRequest)} a request`,
    ...(perConversation === null ? [] : [`${formatMoney(perConversation)} a conversation`]),
    ...(perMonth === null ? [] : [`${formatMoney(perMonth)} a month`]),
  ];
}
