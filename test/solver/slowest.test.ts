import { describe, expect, it } from 'vitest';
import { leafOf } from '../../src/latency/leafOf.ts';
import { defaultChoices } from '../../src/solver/defaultChoices.ts';
import { evaluation } from '../../src/solver/evaluation.ts';
import type { Step } from '../../src/solver/problem.ts';
import { slowest } from '../../src/solver/slowest.ts';
import { sampleProblems } from '../support/arbitraryProblem.ts';
import { allArchitectures } from '../support/bruteForce.ts';
import { point, problem, range, step } from '../support/problems.ts';

const PROBLEMS = sampleProblems(24, 11, {
  steps: 5,
  tools: 3,
  shortcuts: 2,
  architectures: 40,
  unknown: 0,
  unknownPrices: false,
  tangles: true,
  jumps: true,
  saves: false,
  skipsBranches: true,
  skipsSigns: false,
});

/** What exact composition may be off by. */
const PRINTED = 0.001;

describe('slowest', () => {
  it('is at least the percentile that composing the laws gives, of every architecture', () => {
    for (const each of PROBLEMS) {
      const evaluated = evaluation(each);
      for (const choices of allArchitectures(each, 'wanted').slice(0, 12))
        for (const p of [0.5, 0.95, 0.99]) {
          const exact = evaluated.candidate(choices).time('latency', p) ?? 0;
          expect(slowest(each, choices, p)).toBeGreaterThanOrEqual(exact * (1 - PRINTED));
        }
    }
  });

  const ofSteps = (...steps: Step[]) => {
    const own = problem(steps);
    return slowest(own, defaultChoices(own), 0.9);
  };

  it('adds what has no spread', () => {
    expect(ofSteps(step('a', point(100)), step('b', point(250)))).toBe(350);
  });

  it('splits the share that may be slow evenly over the parts', () => {
    const one = leafOf(range(100, 300)).quantile(0.95);
    expect(ofSteps(step('a', range(100, 300)), step('b', range(100, 300)))).toBeCloseTo(2 * one, 9);
  });

  it('leaves out what runs in fewer requests than may be slow', () => {
    expect(ofSteps(step('b', point(900), { chance: 0.09 }))).toBe(0);
    expect(ofSteps(step('b', point(900), { chance: 0.11 }))).toBe(900);
  });

  it('counts the most calls that a request may make', () => {
    const calls = [
      { count: 1, share: 0.9 },
      { count: 3, share: 0.1 },
    ];
    expect(ofSteps(step('a', point(100), { calls }))).toBe(300);
  });
});
