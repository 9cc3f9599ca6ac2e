import { formatDuration } from '../units/duration.ts';
import { formatMoney } from '../units/money.ts';
import { formatShare } from '../units/share.ts';
import type { Accuracy } from './accuracy.ts';
import { type Candidate, primary } from './candidate.ts';
import { type Choices, writeChoices } from './choices.ts';
import { defaultChoices } from './defaultChoices.ts';
import { CORNER_WORDS, exactDuration, percentileName } from './price.ts';
import type { Problem } from './problem.ts';
import type { Proposal } from './result.ts';

/** The sentence both sides can sign: what is promised, what was given up, what it guarded against. */
export function proposalFor(problem: Problem, offered: Candidate | null): Proposal {
  if (offered === null)
    return {
      statement: 'nothing to offer: no architecture keeps all limits but one',
      choices: null,
    };
  const statement = [
    promisedTime(problem, offered),
    ...givenUp(problem, offered.choices),
    ...accuracyWords(problem, offered.accuracy),
    ...costWords(offered),
  ].join(', ');
  return { statement, choices: writeChoices(offered.choices, problem) };
}

/** The limit where it is met; else what the architecture reaches. */
function promisedTime(problem: Problem, offered: Candidate): string {
  const { corner, p } = primary(problem);
  const limit = problem.limits[corner]?.[0];
  const promised =
    limit && offered.holds(corner) ? exactDuration(limit.ms) : formatDuration(offered.primaryTime);
  const name =
    corner === 'latency' ? percentileName(p) : `${CORNER_WORDS[corner]} ${percentileName(p)}`;
  return `${name} ${promised}`;
}

function givenUp(problem: Problem, choices: Choices): string[] {
  const today = problem.today ?? defaultChoices(problem);
  const steps = problem.steps.filter(
    (step) => choices.values.get(step.name) === 'off' && today.values.get(step.name) !== 'off',
  );
  const dropped = today.tools.filter((name) => !choices.tools.includes(name));
  return [
    ...steps.map((step) =>
      step.guards === null ? `no ${step.name}` : `no ${step.name} (${step.guards} unguarded)`,
    ),
    ...(dropped.length > 0 ? [`without ${dropped.join(' and ')}`] : []),
  ];
}

function accuracyWords(problem: Problem, accuracy: Accuracy): string[] {
  if (accuracy.value === null) return ['accuracy unknown'];
  const { low, high } = accuracy;
  const interval =
    low === null || high === null
      ? ''
      : ` (${formatShare(low, 0).replace('%', '')}-${formatShare(high, 0).replace('%', '')})`;
  const label = accuracy.basis === 'measured' ? 'measured' : 'expected';
  return [
    `${label} accuracy ${formatShare(accuracy.value, 0)}${interval} on the ${problem.accuracy?.eval ?? ''} eval`,
  ];
}

function costWords(offered: Candidate): string[] {
  const { perRequest } = offered.cost;
  return perRequest === null ? ['cost unknown'] : [`${formatMoney(perRequest)} a request`];
}
