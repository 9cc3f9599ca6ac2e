import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Points, shiftOf } from '../../src/accuracy/effect.ts';
import { Z90 } from '../../src/accuracy/interval.ts';
import { predict } from '../../src/accuracy/predict.ts';
import { accuracyOf } from '../../src/solver/accuracy.ts';
import { loadExample, onlyProblem } from '../support/loadText.ts';
import { choose } from '../support/problems.ts';

fc.configureGlobal({ seed: 20261120 });

const logit = (share: number) => Math.log(share / (1 - share));
const expit = (x: number) => 1 / (1 + Math.exp(-x));
const value = (mid: number): Points => ({ mid, low: mid, high: mid, stated: 'value' });
const interval = (low: number, high: number): Points => ({
  mid: (low + high) / 2,
  low,
  high,
  stated: 'interval',
});

describe('an effect in log odds (rule 8)', () => {
  test('adding d is logit(b+d) - logit(b)', () => {
    expect(shiftOf(value(0.03), 0.9, 'add')?.mid).toBeCloseTo(
      Math.log(0.93 / 0.07) - Math.log(9),
      12,
    );
  });

  test('removing d is logit(b-d) - logit(b)', () => {
    expect(shiftOf(value(0.03), 0.9, 'remove')?.mid).toBeCloseTo(
      Math.log(0.87 / 0.13) - Math.log(9),
      12,
    );
  });

  test('removing a component with negative points improves', () => {
    expect(shiftOf(value(-0.0135), 0.955, 'remove')?.mid).toBeCloseTo(
      logit(0.9685) - logit(0.955),
      12,
    );
  });

  test.each([
    [0.05, 0.95, 'add'],
    [0.06, 0.95, 'add'],
    [-0.05, 0.95, 'remove'],
    [-0.95, 0.95, 'add'],
    [0.95, 0.95, 'remove'],
  ] as const)('%d points at %d (%s) leave 0..100%%', (points, base, direction) => {
    expect(shiftOf(value(points), base, direction)).toBeNull();
  });

  test('an interval is a central 90% in log odds', () => {
    const shift = shiftOf(interval(-0.15, -0.08), 0.955, 'add');
    expect(shift?.mid).toBeCloseTo(logit(0.84) - logit(0.955), 12);
    expect(shift?.sd).toBeCloseTo((logit(0.875) - logit(0.805)) / (2 * Z90), 12);
  });

  test('0 points are no effect, for sure', () => {
    expect(shiftOf(value(0), 0.9, 'add')).toEqual({ mid: 0, sd: 0 });
  });

  test('alone, on a single task, gives b + d exactly', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.3, max: 0.9, noNaN: true }),
        fc.double({ min: -0.2, max: 0.09, noNaN: true }),
        (base, points) => {
          const shift = shiftOf(value(points), base, 'add');
          const { value: reached } = predict(
            [{ name: '', weight: 1, accuracy: base, counts: null }],
            shift ? [[shift]] : [],
          );
          expect(reached).toBeCloseTo(base + points, 12);
        },
      ),
    );
  });
});

describe('a prediction', () => {
  const bases = [
    { name: 'easy', weight: 0.7, accuracy: 0.95, counts: { passed: 950, total: 1000 } },
    { name: 'hard', weight: 0.3, accuracy: 0.8, counts: { passed: 160, total: 200 } },
  ];

  test('without effects is the baseline', () => {
    const { value, tasks } = predict(bases, []);
    expect(value).toBeCloseTo(0.7 * 0.95 + 0.3 * 0.8, 12);
    expect(tasks.map((task) => task.value)).toEqual([
      expect.closeTo(0.95, 12),
      expect.closeTo(0.8, 12),
    ]);
  });

  test('adds effects task by task, and the overall is the mean by traffic', () => {
    const shifts = [
      [
        { mid: -0.5, sd: 0.1 },
        { mid: -1, sd: 0.2 },
      ],
      [
        { mid: 0.2, sd: 0.1 },
        { mid: 0.4, sd: 0.1 },
      ],
    ];
    const { value, tasks } = predict(bases, shifts);
    const easy = expit(logit(0.95) - 0.3);
    const hard = expit(logit(0.8) - 0.6);
    expect(tasks[0]?.value).toBeCloseTo(easy, 12);
    expect(tasks[1]?.value).toBeCloseTo(hard, 12);
    expect(value).toBeCloseTo(0.7 * easy + 0.3 * hard, 12);
  });

  test('does not depend on the order of effects', () => {
    const a = [
      { mid: -0.5, sd: 0.1 },
      { mid: -1, sd: 0.2 },
    ];
    const b = [
      { mid: 0.2, sd: 0.3 },
      { mid: 0.4, sd: 0.1 },
    ];
    expect(predict(bases, [a, b]).value).toBeCloseTo(predict(bases, [b, a]).value, 14);
  });

  test('is as wide as counts and effects together, times 1.25 (worked by hand)', () => {
    const base = { name: '', weight: 1, accuracy: 0.9, counts: { passed: 900, total: 1000 } };
    const { interval } = predict([base], [[{ mid: -0.5, sd: 0.2 }]]);
    const half = 1.25 * Z90 * Math.sqrt(1 / 900.5 + 1 / 100.5 + 0.04);
    expect(interval?.low).toBeCloseTo(expit(logit(0.9) - 0.5 - half), 12);
    expect(interval?.high).toBeCloseTo(expit(logit(0.9) - 0.5 + half), 12);
  });

  test('widens with every effect that is not certain', () => {
    const width = (shifts: Parameters<typeof predict>[1]) => {
      const { interval } = predict(bases, shifts);
      return interval ? logit(interval.high) - logit(interval.low) : 0;
    };
    const effect = [
      { mid: 0, sd: 0.2 },
      { mid: 0, sd: 0.2 },
    ];
    expect(width([effect])).toBeGreaterThan(width([]));
    expect(width([effect, effect])).toBeGreaterThan(width([effect]));
  });

  test('has no interval where the baseline has no counts', () => {
    const { value, interval } = predict(
      [{ name: '', weight: 1, accuracy: 0.93, counts: null }],
      [],
    );
    expect(value).toBeCloseTo(0.93, 12);
    expect(interval).toBeNull();
  });
});

describe('realtime-agent: fast plan, memory, plan cache, no critic, 2 of 6 tools', () => {
  const problem = onlyProblem(loadExample('realtime-agent'));
  const choices = choose(problem, {
    values: { plan: 'fast', critic: 'off', compaction: 'off', retrieval: 'kept-warm' },
    tools: ['calendar', 'pricing'],
    order: 'parallel',
  });
  const accuracy = accuracyOf(problem, choices);

  /** Rule 8 by hand: -11.5 points, +0.3 points, no critic of +1 point, four tools of -1.35 points. */
  function byHand(b: number): number {
    const to = (share: number) => logit(share) - logit(b);
    return expit(logit(b) + to(b - 0.115) + to(b + 0.003) + to(b - 0.01) + 4 * to(b + 0.0135));
  }

  test('is predicted at 95.3%: bookings 97.1%, refunds 94.7%, policy 92.0%', () => {
    expect(accuracy.basis).toBe('predicted');
    expect(accuracy.value).toBeCloseTo(0.953, 3);
    expect(accuracy.tasks['bookings']?.value).toBeCloseTo(0.971, 3);
    expect(accuracy.tasks['refunds']?.value).toBeCloseTo(0.947, 3);
    expect(accuracy.tasks['policy']?.value).toBeCloseTo(0.92, 3);
  });

  test('is each task’s own baseline with the effects added in log odds', () => {
    expect(accuracy.tasks['bookings']?.value).toBeCloseTo(byHand(1446 / 1500), 12);
    expect(accuracy.tasks['refunds']?.value).toBeCloseTo(byHand(857 / 900), 12);
    expect(accuracy.tasks['policy']?.value).toBeCloseTo(byHand(562 / 600), 12);
    expect(accuracy.value).toBeCloseTo(
      0.5 * byHand(1446 / 1500) + 0.3 * byHand(857 / 900) + 0.2 * byHand(562 / 600),
      12,
    );
  });

  test('has an interval that holds the estimate', () => {
    expect(accuracy.low).toBeLessThan(0.953);
    expect(accuracy.high).toBeGreaterThan(0.953);
  });
});
