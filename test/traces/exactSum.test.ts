import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DurationTally } from '../../src/traces/durationTally.ts';
import { ExactSum } from '../../src/traces/exactSum.ts';
import { remember } from '../../src/traces/remember.ts';
import { unionLength } from '../../src/traces/unionLength.ts';

const DAY_MS = 86_400_000;
const nanoseconds = fc.integer({ min: 0, max: DAY_MS * 1e6 });

function sumOf(ms: readonly number[]): number {
  const sum = new ExactSum();
  for (const each of ms) sum.add(each);
  return sum.ms;
}

describe('an exact sum', () => {
  test('of ten tenths is 1', () => {
    expect(sumOf(Array.from({ length: 10 }, () => 0.1))).toBe(1);
  });

  test('loses no nanosecond among days', () => {
    const days = Array.from({ length: 50 }, () => DAY_MS);
    expect(sumOf([...days, 0.000001])).toBe(50 * DAY_MS + 0.000001);
  });

  test('is that of the nanoseconds, in any order, also beyond what a double holds', () => {
    const many = fc.array(nanoseconds, { minLength: 40, maxLength: 200 });
    fc.assert(
      fc.property(many, (all) => {
        const exact = all.reduce((sum, each) => sum + BigInt(each), 0n);
        const sum = sumOf(all.map((each) => each / 1e6));
        expect(sum).toBe(Number(exact) / 1e6);
        expect(sumOf(all.toReversed().map((each) => each / 1e6))).toBe(sum);
      }),
    );
  });
});

describe('durations under count', () => {
  test('come to the same in any order', () => {
    fc.assert(
      fc.property(fc.array(nanoseconds, { minLength: 1, maxLength: 50 }), (all) => {
        const result = (order: readonly number[]): unknown => {
          const tally = new DurationTally();
          for (const each of order) tally.add(each / 1e6);
          return tally.result();
        };
        expect(result(all.toReversed())).toEqual(result(all));
      }),
    );
  });

  test('of none are null', () => {
    expect(new DurationTally().result()).toBeNull();
  });

  test('that are negative or endless are the fault of the caller', () => {
    expect(() => new DurationTally().add(-1)).toThrow('a duration cannot be -1 ms');
    expect(() => new DurationTally().add(NaN)).toThrow('a duration cannot be NaN ms');
  });
});

describe('a remembered function', () => {
  test('answers as before, and computes each text once', () => {
    const computed: string[] = [];
    const length = remember((text) => {
      computed.push(text);
      return text.length > 1 ? text.length : null;
    });
    expect(['a', 'bb', 'a', 'bb', ''].map((text) => length(text))).toEqual(
      [1, 2, 1, 2, 0].map((n) => (n > 1 ? n : null)),
    );
    expect(computed).toEqual(['a', 'bb', '']);
  });

  test('forgets when it knows too much, and still answers', () => {
    let computed = 0;
    const number = remember((text) => {
      computed += 1;
      return Number(text);
    });
    for (let round = 0; round < 2; round += 1)
      for (let at = 0; at < 5000; at += 1) expect(number(String(at))).toBe(at);
    expect(computed).toBeGreaterThan(5000);
    expect(computed).toBeLessThanOrEqual(10_000);
  });
});

describe('what intervals cover together', () => {
  const within = { startMs: 0, endMs: 10 };
  const length = (...pairs: readonly (readonly [number, number])[]): number =>
    unionLength(
      pairs.map(([startMs, endMs]) => ({ startMs, endMs })),
      within,
    );

  test.each([
    ['nothing', [], 0],
    ['one', [[2, 5]], 3],
    [
      'two apart',
      [
        [2, 3],
        [5, 7],
      ],
      3,
    ],
    [
      'two that touch',
      [
        [2, 3],
        [3, 7],
      ],
      5,
    ],
    [
      'two that overlap, the later one first',
      [
        [4, 8],
        [2, 5],
      ],
      6,
    ],
    [
      'one inside another',
      [
        [2, 8],
        [3, 4],
        [7, 9],
      ],
      7,
    ],
    ['one that reaches out on both sides', [[-5, 50]], 10],
    [
      'one before and one after',
      [
        [-5, 0],
        [10, 50],
      ],
      0,
    ],
    ['an empty one', [[4, 4]], 0],
    ['one that ends before it starts', [[5, 4]], 0],
  ] as const)('%s', (_, pairs, expected) => {
    expect(length(...pairs)).toBe(expected);
  });

  test('is never more than the whole, nor than their sum, nor less than the longest', () => {
    const edge = fc.integer({ min: 0, max: 10 });
    fc.assert(
      fc.property(fc.array(fc.tuple(edge, edge), { maxLength: 8 }), (edges) => {
        const pairs = edges.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
        const lengths = pairs.map(([a, b]) => b - a);
        const covered = length(...pairs);
        expect(covered).toBeLessThanOrEqual(
          Math.min(
            10,
            lengths.reduce((sum, each) => sum + each, 0),
          ),
        );
        expect(covered).toBeGreaterThanOrEqual(Math.max(0, ...lengths));
      }),
    );
  });
});
