import type { Choices } from '../../solver/choices.ts';
import { expectedRuns } from '../../solver/expectedRuns.ts';
import type { Problem } from '../../solver/problem.ts';
import { chosenOptions, chosenWays } from '../drift.ts';
import type { ObservedRequest } from '../observed.ts';
import { namesByComponent } from '../stepRuns.ts';
import type { Traced } from '../traced.ts';
import { optionRun } from '../variantOf.ts';
import type { Check } from './check.ts';
import { meanEstimate, shareEstimate } from './estimates.ts';
import { judge, type Subject } from './judge.ts';

type PlannedCheck = (alpha: number) => Check;

/** Rare calls decide nothing, and their counts are all noise. */
const LEAST_CALLS_PROMISED = 0.05;

/** Failed calls by component, where the table says how many failed when it was measured. */
export function errorChecks(
  problem: Problem,
  choices: Choices,
  requests: readonly ObservedRequest[],
  errorRate: (component: string, variant: string) => number | null,
): PlannedCheck[] {
  const counts = new Map<string, { failed: number; total: number }>();
  for (const { runs } of requests)
    for (const { component, failed } of runs) {
      const count = counts.get(component) ?? { failed: 0, total: 0 };
      counts.set(component, count);
      count.total += 1;
      count.failed += Number(failed);
    }
  const chosen = chosenOptions(problem, choices);
  return [...namesByComponent(problem)].flatMap(([of, names]) => {
    const option = chosen.find(({ name }) => names.includes(name))?.option;
    const promised = option ? errorRate(of, option.value) : null;
    const count = counts.get(of);
    if (promised === null || count === undefined) return [];
    const subject: Subject = { metric: 'errors', of, signed: false, promised };
    return [(alpha) => judge(subject, shareEstimate(count.failed, count.total, alpha, true))];
  });
}

/** Calls a request by component: more of them are more time and money. */
export function callChecks(problem: Problem, choices: Choices, observed: Traced): PlannedCheck[] {
  const expected = expectedRuns(problem, choices);
  const { requests } = observed;
  if (requests.length === 0) return [];
  return [...namesByComponent(problem)].flatMap(([of, names]) => {
    const promised = names.reduce((sum, name) => sum + (expected.get(name) ?? 0), 0);
    if (promised < LEAST_CALLS_PROMISED) return [];
    const counts = requests.map(({ byName }) =>
      names.reduce((sum, name) => sum + (byName.get(name)?.length ?? 0), 0),
    );
    const subject: Subject = { metric: 'calls', of, signed: false, promised };
    return [(alpha) => judge(subject, meanEstimate(counts, alpha))];
  });
}

/** Tokens a call of every model, read and written; none where the table or the traces do not say. */
export function tokenChecks(problem: Problem, choices: Choices, observed: Traced): PlannedCheck[] {
  return chosenWays(problem, choices).flatMap(({ component, names, options, option }) => {
    const { call } = option;
    if (call.model === null || !call.tokensKnown) return [];
    const tokens = observed.requests.flatMap(({ byName }) =>
      names
        .flatMap((name) => byName.get(name) ?? [])
        .filter((run) => optionRun(options, run)?.value === option.value)
        .flatMap((run) => run.tokens ?? []),
    );
    if (tokens.length === 0) return [];
    const kinds = [
      {
        of: `${component} input`,
        promised: call.tokens.input,
        values: tokens.map(({ input }) => input),
      },
      {
        of: `${component} output`,
        promised: call.tokens.output + call.tokens.reasoning,
        values: tokens.map(({ output, reasoning }) => output + reasoning),
      },
    ];
    return kinds
      .filter(({ promised }) => promised > 0)
      .map(
        ({ of, promised, values }): PlannedCheck =>
          (alpha) =>
            judge({ metric: 'tokens', of, signed: false, promised }, meanEstimate(values, alpha)),
      );
  });
}
