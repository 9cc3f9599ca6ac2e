import { describe, expect, test } from 'vitest';
import type { Limits, Problem } from '../../../src/solver/problem.ts';
import type { Binding } from '../../../src/solver/result.ts';
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

function bindingOf(of: Problem): Binding | null {
  const answer = solve(of);
  if ('tooMany' in answer) throw new Error('too many');
  return answer.result.binding;
}

const worse = [{ mid: -0.5, sd: 0.1 }];
const plan = step('plan', [
  option('slow', point(2000), { effect: none(1), call: fee(0.03) }),
  option('fast', point(500), { effect: worse, call: fee(0.01) }),
]);
const search = step('search', [
  option('wide', point(900), { effect: none(1), call: fee(0.02) }),
  option('narrow', point(700), { effect: worse, call: fee(0.001) }),
]);

function limited(limits: Partial<Limits>, atLeast = 0.9): Problem {
  return problem([plan, search], {
    accuracy: accuracyModel(),
    limits: { ...NO_LIMITS, accuracy: { atLeast, tasks: new Map() }, ...limits },
  });
}

describe('what to attack first', () => {
  test('is the step that frees most of the time that is missed', () => {
    // Closest: slow and wide, 2.9 s, keeps 90% and misses 2.6 s.
    const binding = bindingOf(limited({ latency: [{ p: 0.95, ms: 2600 }] }));
    expect(binding).toMatchObject({
      corner: 'latency',
      percentile: 'p95',
      first: { step: 'plan', to: 'fast' },
    });
    expect(binding?.first?.frees?.ms).toBeCloseTo(1500, 0);
    expect(binding?.first?.frees?.usd).toBeCloseTo(0.02, 12);
    expect(binding?.first?.frees?.points).toBeLessThan(-0.03);
    const [first, second] = binding?.steps ?? [];
    // Told apart to within a cell of the lattice.
    expect(Math.abs((first?.ms ?? 0) - 2000)).toBeLessThan(8);
    expect(Math.abs((second?.ms ?? 0) - 900)).toBeLessThan(8);
    expect((first?.ms ?? 0) + (second?.ms ?? 0)).toBeCloseTo(2900, 6);
  });

  test('speaks of money where only cost is missed', () => {
    const cost = { perRequest: 0.045, perConversation: null, perMonth: null };
    expect(bindingOf(limited({ cost }))).toMatchObject({ corner: 'cost', first: { step: 'plan' } });
  });

  test('is the longest part where no other way to run any is faster', () => {
    const fixed = problem([step('a', point(900)), step('b', point(1900))], {
      limits: { ...NO_LIMITS, latency: [{ p: 0.95, ms: 1000 }] },
    });
    expect(bindingOf(fixed)?.first).toEqual({ step: 'b', to: null, frees: null });
  });

  test('prefers a change whose accuracy is known', () => {
    const unknown = step('search', [
      option('wide', point(2900), { effect: none(1) }),
      option('narrow', point(100), { effect: null }),
    ]);
    // Closest: slow and wide, 4.9 s; the narrow search would free more, but nobody knows its accuracy.
    const binding = bindingOf({
      ...problem([plan, unknown], { accuracy: accuracyModel() }),
      limits: limited({ latency: [{ p: 0.95, ms: 4000 }] }).limits,
    });
    expect(binding?.first).toMatchObject({ step: 'plan', to: 'fast' });
  });
});
