import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { expectedInterval } from '../../src/accuracy/expected.ts';
import { itemsToSettle, withMore } from '../../src/accuracy/itemsToSettle.ts';
import { itemsToTell } from '../../src/accuracy/itemsToTell.ts';
import { measured, type TaskCounts } from '../../src/accuracy/measured.ts';
import { apart, wilsonEnds } from '../support/oracle/shareIntervals.ts';

const one = (passed: number, total: number): TaskCounts[] => [
  { name: '', weight: 1, passed, total },
];

/** Items are tried one by one, each interval worked out by the definition. */
function byTrying(counts: readonly TaskCounts[], atLeast: number, most: number): number | null {
  const before = counts.reduce((sum, { total }) => sum + total, 0);
  for (let more = 0; more <= most; more++) {
    const grown = 1 + more / before;
    const tasks = counts.map(({ weight, passed, total }) => ({
      weight,
      value: passed / total,
      ...wilsonEnds(passed * grown, total * grown),
    }));
    const { low, high } = apart(tasks);
    if (low >= atLeast || high < atLeast) return more;
  }
  return null;
}

describe('the items that settle an unclear verdict', () => {
  // As a share of 90% of 100 items may be anything from 84 to 94%.
  test.each([
    [90, 100, 0.85, 38],
    [40, 40, 0.95, 12],
    [20, 20, 0.95, 32],
    [27, 30, 0.95, 22],
    [98, 100, 0.9, 0],
    [50, 100, 0.9, 0],
  ])('%d of %d against %d: %d more', (passed, total, atLeast, more) => {
    expect(itemsToSettle(one(passed, total), atLeast, 1000)).toBe(more);
  });

  const task = fc.record({
    passed: fc.integer({ min: 0, max: 60 }),
    wrong: fc.integer({ min: 0, max: 12 }),
    weight: fc.integer({ min: 1, max: 9 }),
  });

  it('are the fewest at which the interval leaves the limit, over tasks too', () => {
    fc.assert(
      fc.property(
        fc.array(task, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 50, max: 99 }),
        (raw, percent) => {
          const weights = raw.reduce((sum, { weight }) => sum + weight, 0);
          const counts = raw.map(({ passed, wrong, weight }, at) => ({
            name: `${at}`,
            weight: weight / weights,
            passed: passed + 1,
            total: passed + wrong + 1,
          }));
          const most = 300;
          expect(itemsToSettle(counts, percent / 100, most)).toBe(
            byTrying(counts, percent / 100, most),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are, with those there are, as many as one share takes in all', () => {
    for (const [passed, total, floor] of [
      [90, 100, 0.85],
      [57, 60, 0.9],
      [190, 200, 0.93],
    ] as const) {
      const more = itemsToSettle(one(passed, total), floor, 10_000);
      expect(total + (more ?? Number.NaN)).toBe(itemsToTell(passed / total, floor));
    }
  });

  it('do not exist where the share is the limit itself, or beyond what is a plan', () => {
    expect(itemsToSettle(one(90, 100), 0.9, 1_000_000)).toBeNull();
    expect(itemsToSettle(one(90, 100), 0.85, 37)).toBeNull();
  });
});

describe('the interval to expect', () => {
  it('is that of the items to come, task by task', () => {
    const tasks = [
      { name: 'a', weight: 0.8, value: 0.9, share: 0.5 },
      { name: 'b', weight: 0.2, value: 0.6, share: 0.5 },
    ];
    const ends = [wilsonEnds(90, 100), wilsonEnds(60, 100)] as const;
    const { low, high } = apart([
      { weight: 0.8, value: 0.9, ...ends[0] },
      { weight: 0.2, value: 0.6, ...ends[1] },
    ]);
    const expected = expectedInterval(tasks, 200);
    expect(expected.low).toBeCloseTo(low, 12);
    expect(expected.high).toBeCloseTo(high, 12);
  });

  it('is what is measured where all goes as expected', () => {
    const counts = one(90, 100);
    const { low, high } = measured(withMore(counts, 100));
    expect({ low, high }).toEqual(
      expectedInterval([{ name: '', weight: 1, value: 0.9, share: 1 }], 200),
    );
  });
});
