import { describe, expect, test } from 'vitest';
import type { Problem } from '../../../src/solver/problem.ts';
import type { AgentResult } from '../../../src/solver/result.ts';
import { solve } from '../../../src/solver/solve.ts';
import { sampleProblems } from '../../support/arbitraryProblem.ts';
import { assigned } from '../../support/assigned.ts';
import { randomLimits } from '../../support/limits.ts';
import {
  accuracyModel,
  fee,
  NO_LIMITS,
  none,
  option,
  point,
  problem,
  step,
  tool,
  tools,
} from '../../support/problems.ts';
import { rowsOf } from '../../support/rules.ts';

function resultOf(of: Problem, strict = false): AgentResult {
  const answer = solve(of, { strict });
  if ('tooMany' in answer) throw new Error('too many');
  return answer.result;
}

/** Limits that ask for a lot, so that many problems have no answer. */
const PROBLEMS = sampleProblems(20, 4711, {
  steps: 4,
  tools: 3,
  shortcuts: 2,
  architectures: 120,
  unknown: 0.02,
  unknownPrices: false,
  tangles: false,
  jumps: true,
  saves: true,
  skipsBranches: true,
  skipsSigns: true,
}).map((plain, index) => {
  const limits = randomLimits(plain, rowsOf(plain), 900 + index);
  const accuracy = limits.accuracy && { ...limits.accuracy, atLeast: 0.985 };
  const latency = limits.latency?.map(({ p, ms }) => ({ p, ms: ms * 0.6 })) ?? null;
  return { ...plain, limits: { ...limits, accuracy, latency } };
});

const INFEASIBLE = PROBLEMS.filter((each) => resultOf(each).feasibleCount.value === 0);

describe('what it takes where nothing fits', () => {
  test('there are such problems', () => {
    expect(INFEASIBLE.length).toBeGreaterThan(5);
  });

  test('there is one entry per stated limit, with a way or a reason', () => {
    for (const each of INFEASIBLE) {
      const { relaxations, pickTwo } = resultOf(each);
      expect(relaxations.map(({ corner }) => corner)).toEqual(pickTwo.map(({ gives }) => gives));
      for (const { set, architecture, why } of relaxations) {
        expect(set === null).toBe(architecture === null);
        expect(set === null).toBe(why !== null);
      }
    }
  });

  test('a limit set as said makes something fit, the architecture named among it', () => {
    for (const each of INFEASIBLE) {
      for (const { set, architecture } of resultOf(each).relaxations) {
        if (set === null || architecture === null) continue;
        const then = resultOf({ ...each, limits: assigned(each.limits, set) });
        expect(then.feasible.map(({ id }) => id)).toContain(architecture.id);
      }
    }
  });

  test('a time or a cost that gives 1% less is not enough', () => {
    for (const each of INFEASIBLE) {
      for (const { corner, set } of resultOf(each).relaxations) {
        if (set?.length !== 1 || (corner !== 'latency' && corner !== 'cost')) continue;
        const limits = assigned(each.limits, set);
        const latency = limits.latency?.map(({ p, ms }, i) => ({
          p,
          ms: Math.max(each.limits.latency?.[i]?.ms ?? 0, ms * 0.98),
        }));
        const less =
          corner === 'latency'
            ? { ...limits, latency: latency ?? null }
            : {
                ...limits,
                cost: limits.cost && {
                  ...limits.cost,
                  perRequest: limits.cost.perRequest && limits.cost.perRequest * 0.98,
                  perMonth: limits.cost.perMonth && limits.cost.perMonth * 0.98,
                },
              };
        if ((limits.latency?.length ?? 0) > 1) continue;
        expect(resultOf({ ...each, limits: less }).feasibleCount.value).toBe(0);
      }
    }
  });

  test('what comes closest fits once its limits are set as said', () => {
    for (const each of INFEASIBLE) {
      const [closest] = resultOf(each).nearMisses;
      if (!closest?.set) continue;
      const then = resultOf({ ...each, limits: assigned(each.limits, closest.set) });
      expect(then.feasible.map(({ id }) => id)).toContain(closest.id);
    }
  });
});

describe('in figures', () => {
  const fast = option('fast', point(1000), { call: fee(0.01), effect: [{ mid: -1, sd: 0.1 }] });
  const slow = option('slow', point(3001), { call: fee(0.02), effect: none(1) });
  const asked = problem([step('plan', [slow, fast]), tools([tool('x', point(500))])], {
    accuracy: accuracyModel(),
    limits: {
      ...NO_LIMITS,
      latency: [{ p: 0.95, ms: 2000 }],
      accuracy: { atLeast: 0.89, tasks: new Map() },
      toolsStated: true,
    },
  });

  test('3,001 ms and 500 ms of tools need 3.51 s: the next three digits', () => {
    const { relaxations } = resultOf(asked);
    expect(relaxations[0]?.set).toEqual([`agents.${asked.agent}.want.latency.p95=3.51s`]);
  });

  test('the tool is not what keeps the spec from fitting, and it is said why', () => {
    const tooling = resultOf(asked).relaxations.find(({ corner }) => corner === 'tools');
    expect(tooling).toMatchObject({
      set: null,
      why: 'no architecture meets latency and accuracy together',
    });
  });

  test('strict asks the lower end of the interval to reach the limit', () => {
    const atEstimate = {
      ...asked,
      limits: {
        ...asked.limits,
        latency: null,
        accuracy: { atLeast: 0.895, tasks: new Map<string, number>() },
      },
    };
    const relaxed = resultOf(atEstimate, true).relaxations.find(
      ({ corner }) => corner === 'accuracy',
    );
    const then = { ...atEstimate, limits: assigned(atEstimate.limits, relaxed?.set ?? []) };
    expect(resultOf(then, true).feasible.map(({ id }) => id)).toContain(relaxed?.architecture?.id);
  });
});
