import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { least } from '../../src/solver/least.ts';

describe('the least', () => {
  it('is what a stable sort puts first', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ key: fc.nat({ max: 5 }), place: fc.nat() })), (items) => {
        const byKey = (a: { key: number }, b: { key: number }) => a.key - b.key;
        expect(least(items, byKey)).toBe(items.toSorted(byKey)[0] ?? null);
      }),
    );
  });
});
