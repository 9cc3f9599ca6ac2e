import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bar } from '../../../src/render/text/bar.ts';
import { displayWidth } from '../../../src/units/displayWidth.ts';
import { intervalRow, scaleRow } from '../../../src/render/text/intervalChart.ts';
import { stacked, waterfallBar } from '../../../src/render/text/waterfall.ts';

describe('a bar', () => {
  it('is as long as its share of the longest, to an eighth of a column', () => {
    expect(bar(100, 100, 4)).toBe('████');
    expect(bar(50, 100, 4)).toBe('██');
    expect(bar(1, 64, 8)).toBe('▏');
    expect(bar(9, 64, 8)).toBe('█▏');
  });

  it('shows whatever is not nothing, and nothing else', () => {
    expect(bar(0.0001, 100, 4)).toBe('▏');
    expect(bar(0, 100, 4)).toBe('');
    expect(bar(Number.NaN, 100, 4)).toBe('');
    expect(bar(5, 0, 4)).toBe('');
  });

  it('never is longer than its room', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e9 }),
        fc.double({ min: 0, max: 1e9 }),
        (value, most) => {
          expect(displayWidth(bar(value, most, 10))).toBeLessThanOrEqual(10);
        },
      ),
    );
  });
});

describe('an interval', () => {
  const scale = { from: 0, to: 1, line: 0.9 };

  it('has ends, a full dot where it was measured, and the line of what is wanted', () => {
    expect(intervalRow({ value: 0.5, low: 0.3, high: 0.7, measured: true }, scale, 11)).toBe(
      '   ├─●─┤ ┆ ',
    );
    expect(intervalRow({ value: 0.5, low: null, high: null, measured: false }, scale, 11)).toBe(
      '     ○   ┆ ',
    );
    expect(intervalRow({ value: null, low: null, high: null, measured: false }, scale, 11)).toBe(
      '         ┆ ',
    );
  });

  it('stays on its scale, which is named at its ends and at the line', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (value, low) => {
        const row = intervalRow({ value, low, high: value, measured: true }, scale, 20);
        expect(row).toHaveLength(20);
      }),
    );
    const words = (at: number) => `${Math.round(at * 100)}%`;
    expect(scaleRow({ from: 0.6, to: 1, line: 0.8 }, 21, words)).toBe('60%      80%     100%');
    expect(scaleRow({ from: 0.6, to: 1, line: 0.61 }, 21, words)).toBe('60%              100%');
  });
});

describe('a waterfall', () => {
  it('begins each bar where the one above ends', () => {
    const bars = stacked([5, 0.01, 5]).map((part) => waterfallBar(part, 10, 10));
    expect(bars).toEqual(['█████', '     ▏', '     █████']);
  });

  it('never is longer than its room', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 }),
        (parts) => {
          const total = parts.reduce((sum, each) => sum + each, 0);
          for (const part of stacked(parts))
            expect(waterfallBar(part, total, 12).length).toBeLessThanOrEqual(12);
        },
      ),
    );
  });
});
