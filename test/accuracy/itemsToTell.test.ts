import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differs } from '../../src/accuracy/differs.ts';
import { itemsToTell } from '../../src/accuracy/itemsToTell.ts';
import { wilson } from '../../src/accuracy/wilson.ts';

describe('itemsToTell', () => {
  it('is the number of items from which on Wilson’s lower end reaches the floor', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 600, max: 999 }),
        fc.integer({ min: 500, max: 995 }),
        (share, floor) => {
          const [a, f] = [share / 1000, floor / 1000];
          const n = itemsToTell(a, f);
          if (a <= f) {
            expect(n).toBeNull();
            return;
          }
          const low = (total: number) => wilson({ passed: a * total, total }).low;
          expect(low(n ?? 0)).toBeGreaterThanOrEqual(f - 1e-9);
          if (n !== null && n > 1) expect(low(n - 1)).toBeLessThan(f);
        },
      ),
    );
  });

  it('takes 138 items to tell 90% from 85%', () => {
    expect(itemsToTell(0.9, 0.85)).toBe(138);
  });
});

describe('differs', () => {
  const share = (passed: number, total: number) => ({
    value: passed / total,
    interval: wilson({ passed, total }),
  });

  it('tells shares apart whose difference is larger than chance makes it', () => {
    expect(differs(share(180, 200), share(160, 200))).toBe(true);
    expect(differs(share(180, 200), share(176, 200))).toBe(false);
    expect(differs(share(18_000, 20_000), share(17_600, 20_000))).toBe(true);
  });

  it('is symmetric, and never tells a share from itself', () => {
    const any = fc
      .tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 500 }))
      .map(([total, passed]) => share(Math.min(passed, total), total));
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(differs(a, b)).toBe(differs(b, a));
        expect(differs(a, a)).toBe(false);
      }),
    );
  });

  it('counts half a point where nothing says how certain a share is', () => {
    const stated = (value: number) => ({ value, interval: null });
    expect(differs(stated(0.9), stated(0.905))).toBe(true);
    expect(differs(stated(0.9), stated(0.904))).toBe(false);
  });
});
