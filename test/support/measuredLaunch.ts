import type { Problem } from '../../src/solver/problem.ts';
import { momentsOf } from '../../src/trust/moments.ts';
import type { ObservedRequest } from '../../src/trust/observed.ts';
import type { Grounds } from '../../src/trust/verify/grounds.ts';
import type { Launch } from '../../src/trust/verify/verifyAgent.ts';
import { launch } from './launches.ts';

/**
 * A launch that is exactly what was measured before it, held to what so few requests told: failed calls,
 * lookups a request and tokens a call are those of the table, not the true ones. Times and cost are better
 * than signed.
 *
 * @param table requests that the table was measured on
 */
export function measuredLaunch(table: number, n: number, seed: number): Launch {
  const before = [...launch({ n: table, seed: seed + 500_000 }).requests];
  const made = launch({ n, seed, slower: 0.9 });
  const { signed } = made;
  return {
    ...made,
    problem: asMeasured(made.problem, before),
    signed: { ...signed, costPerRequest: 1.2 * signed.costPerRequest! },
    grounds: groundsOf(before),
    evals: null,
  };
}

function runsOf(requests: readonly ObservedRequest[], component: string) {
  return requests.flatMap(({ runs }) => runs.filter((run) => run.component === component));
}

function asMeasured(problem: Problem, before: readonly ObservedRequest[]): Problem {
  const steps = problem.steps.map((step) => {
    const runs = runsOf(before, step.name);
    const mean = (of: 'input' | 'output') =>
      momentsOf(runs.map(({ tokens }) => tokens?.[of] ?? 0)).mean;
    const tokens = { input: mean('input'), output: mean('output') };
    const calls = [0, 1, 2].map((count) => ({
      count,
      share:
        before.filter((request) => runsOf([request], step.name).length === count).length /
        before.length,
    }));
    const options = step.options.map((option) => ({
      ...option,
      call: { ...option.call, tokens: { ...option.call.tokens, ...tokens } },
    }));
    return { ...step, options, calls };
  });
  return { ...problem, steps };
}

function groundsOf(before: readonly ObservedRequest[]): Grounds {
  return {
    requests: before.length,
    failures: { value: 0, n: before.length },
    errors: (component) => {
      const runs = runsOf(before, component);
      return { value: runs.filter(({ failed }) => failed).length / runs.length, n: runs.length };
    },
    tokenCalls: (component) => runsOf(before, component).length,
  };
}
