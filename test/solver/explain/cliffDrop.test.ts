import { describe, expect, test } from 'vitest';
import { distinctSteps } from '../../../src/solver/explain/cliffDrop.ts';
import type { Problem } from '../../../src/solver/problem.ts';
import type { AgentResult } from '../../../src/solver/result.ts';
import { solve } from '../../../src/solver/solve.ts';
import {
  accuracyModel,
  fee,
  NO_LIMITS,
  none,
  option,
  point,
  problem,
  step,
} from '../../support/problems.ts';

function resultOf(of: Problem): AgentResult {
  const answer = solve(of);
  if ('tooMany' in answer) throw new Error('too many');
  return answer.result;
}

/** In log odds: 90% to about 86%, 78%. */
const effect = (mid: number) => [{ mid, sd: 0.05 }];

const plan = step('plan', [
  option('high', point(4000), { effect: none(1), call: fee(0.04) }),
  option('low', point(2000), { effect: effect(-0.2), call: fee(0.02) }),
  option('fast', point(1500), { effect: effect(-1), call: fee(0.01) }),
]);
const check = step('check', [option('on', point(500), { effect: none(1), call: fee(0.001) })], {
  optional: true,
  offEffect: effect(-0.05),
});
const whole = problem([plan, check], {
  accuracy: accuracyModel(),
  limits: { ...NO_LIMITS, latency: [{ p: 0.95, ms: 1800 }] },
});

describe('the cliff', () => {
  const { cliff, cliffDrop } = resultOf(whole);

  test('drops most per second between low and fast, because of the plan', () => {
    expect(cliff.map(({ latencyMs }) => Math.round(latencyMs))).toEqual([
      1500, 2000, 2500, 4000, 4500,
    ]);
    expect(cliffDrop).toMatchObject({
      cause: { of: 'plan', from: 'low', to: 'fast' },
      changes: [{ of: 'plan' }],
      task: null,
    });
    // logit(0.9) = 2.197: 1/(1+e^-1.947) = 87.5% without the check against 1/(1+e^-1.147) = 75.9%.
    expect(cliffDrop?.lost).toBeCloseTo(0.875 - 0.759, 3);
    expect(cliffDrop?.cause?.lost).toBeCloseTo(0.875 - 0.759, 3);
  });

  test('of several changes, the one that loses most alone is the cause', () => {
    const both = problem(
      [
        step('a', [
          option('big', point(2000), { effect: none(1) }),
          option('small', point(1000), { effect: effect(-0.9) }),
        ]),
        step('b', [
          option('big', point(2000), { effect: none(1) }),
          option('small', point(1010), { effect: effect(-0.1) }),
        ]),
      ],
      {
        accuracy: accuracyModel(),
        limits: { ...NO_LIMITS, latency: [{ p: 0.95, ms: 2100 }] },
      },
    );
    const drop = resultOf(both).cliffDrop;
    expect(drop?.cause).toMatchObject({ of: 'a', from: 'big', to: 'small' });
  });

  test('is flat where nothing differs by half a point', () => {
    const flat = problem([step('a', [option('x', point(10)), option('y', point(20))])], {
      accuracy: accuracyModel(),
    });
    expect(resultOf(flat).cliffDrop).toBeNull();
  });
});

describe('steps that people tell apart', () => {
  test('times within 1% of the first are one, the most accurate', () => {
    expect(distinctSteps([100, 100.5, 101, 101.5, 103], (ms) => ms)).toEqual([101, 101.5, 103]);
    expect(distinctSteps([], (ms: number) => ms)).toEqual([]);
  });
});

describe('exchange rates', () => {
  const { exchange } = resultOf(whole);

  test('half a second from fast to low buys 11.6 points and costs a cent', () => {
    const [first] = exchange.accuracy;
    expect(first?.pointsPerSecond).toBeCloseTo((0.875 - 0.759) / 0.5, 2);
    expect(first?.usdPerSecond).toBeCloseTo(0.02, 2);
  });

  test('every step of the cliff is one, each going up', () => {
    expect(exchange.accuracy).toHaveLength(4);
    for (const { fromMs, toMs, pointsPerSecond } of exchange.accuracy) {
      expect(toMs).toBeGreaterThan(fromMs);
      expect(pointsPerSecond).toBeGreaterThan(0);
    }
  });

  test('money is saved by waiting only where something slower is cheaper', () => {
    expect(exchange.cost).toEqual([]);
    const dearer = problem(
      [
        step('a', [
          option('quick', point(1000), { call: fee(0.05) }),
          option('slow', point(3000), { call: fee(0.01) }),
        ]),
      ],
      { limits: { ...NO_LIMITS, latency: [{ p: 0.95, ms: 4000 }] } },
    );
    const [only] = resultOf(dearer).exchange.cost;
    expect(only?.usdPerSecond).toBeCloseTo(-0.02, 3);
    expect(only?.pointsPerSecond).toBeNull();
  });
});
