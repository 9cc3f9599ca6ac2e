import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDuration, emptyHistogram } from '../../src/latency/histogram.ts';
import type { LatencyInput } from '../../src/latency/latencyInput.ts';
import { leafOf } from '../../src/latency/leafOf.ts';
import { random } from './support/random.ts';

const range: LatencyInput = { kind: 'range', low: 600, high: 900 };

const stated: LatencyInput = {
  kind: 'quantiles',
  points: [
    { p: 0.5, ms: 640 },
    { p: 0.9, ms: 1000 },
    { p: 0.95, ms: 1300 },
    { p: 0.99, ms: 3000 },
  ],
  max: null,
};

function measured(): LatencyInput {
  const source = random(3);
  const histogram = emptyHistogram();
  for (let i = 0; i < 500; i++)
    addDuration(histogram, i < 20 ? 0 : 400 * Math.exp(source.normal()));
  return { kind: 'histogram', histogram };
}

const INPUTS: [string, LatencyInput][] = [
  ['point', { kind: 'point', ms: 1200 }],
  ['range', range],
  ['quantiles', stated],
  ['quantiles cut at max', { ...stated, max: 4000 }],
  [
    'mixture with an atom',
    {
      kind: 'mixture',
      parts: [
        { weight: 0.92, law: { kind: 'range', low: 200, high: 400 } },
        { weight: 0.08, law: { kind: 'point', ms: 1500 } },
      ],
    },
  ],
  ['histogram', measured()],
];

const relative = (value: number, exact: number): number => Math.abs(value / exact - 1);

describe.each(INPUTS)('%s', (_, input) => {
  const leaf = leafOf(input);
  const times = fc.double({ min: 0.1, max: 20_000, noNaN: true });
  const shares = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });

  test('the CDF increases from 0 to 1', () => {
    expect(leaf.cdf(-1)).toBe(0);
    expect(leaf.cdf(1e12)).toBeCloseTo(1, 12);
    fc.assert(
      fc.property(times, times, (a, b) => {
        expect(leaf.cdf(Math.min(a, b))).toBeLessThanOrEqual(leaf.cdf(Math.max(a, b)));
      }),
    );
  });

  test('the quantile is the smallest t with F(t) >= p', () => {
    fc.assert(
      fc.property(shares, (p) => {
        const t = leaf.quantile(p);
        expect(leaf.cdf(t * (1 + 1e-9))).toBeGreaterThanOrEqual(p - 1e-12);
        expect(leaf.cdf(t * (1 - 1e-9) - 1e-9)).toBeLessThanOrEqual(p + 1e-12);
      }),
    );
  });

  test('E[(t - X)+] - E[(X - t)+] = t - E[X]', () => {
    fc.assert(
      fc.property(fc.oneof(times, fc.constant(-5), fc.constant(0)), (t) => {
        const difference = leaf.cdfIntegral(t) - leaf.tailIntegral(t);
        expect(Math.abs(difference - (t - leaf.mean))).toBeLessThan(1e-10 * (leaf.mean + t + 10));
      }),
    );
  });

  test('the integral of the CDF has the CDF as its slope', () => {
    const step = 0.5;
    fc.assert(
      fc.property(times, (t) => {
        const slope = (leaf.cdfIntegral(t + step) - leaf.cdfIntegral(t)) / step;
        expect(slope).toBeGreaterThanOrEqual(leaf.cdf(t) - 1e-10);
        expect(slope).toBeLessThanOrEqual(leaf.cdf(t + step) + 1e-10);
      }),
    );
  });

  test('the mean is the integral of the quantile function', () => {
    let sum = 0;
    const count = 20_000;
    for (let i = 0; i < count; i++) sum += leaf.quantile((i + 0.5) / count);
    expect(relative(sum / count, leaf.mean)).toBeLessThan(2e-3);
  });
});

describe('range', () => {
  const leaf = leafOf(range);

  test('its ends are p5 and p95', () => {
    expect(leaf.quantile(0.05)).toBeCloseTo(600, 9);
    expect(leaf.quantile(0.95)).toBeCloseTo(900, 9);
  });

  test.each([
    // mpmath 1.3, quadrature of the CDF at 30 digits: t, F, ∫_0^t F, ∫_t^∞ (1 - F)
    [500, 0.0008917360237786965, 0.014621943946229768, 240.4644046803712],
    [700, 0.3467296214741159, 18.77478008698695, 59.22456282341191],
    [735, 0.5006741894069621, 33.591615109081914, 39.04139784550687],
    [1000, 0.9937848525123851, 259.80691713793374, 0.25669987435869984],
    [1500, 0.999999996467972, 759.550217372613, 1.0903794211542128e-7],
  ])('at %d ms matches numerical integration', (t, cdf, below, above) => {
    expect(relative(leaf.cdf(t), cdf)).toBeLessThan(1e-12);
    expect(relative(leaf.cdfIntegral(t), below)).toBeLessThan(1e-10);
    expect(relative(leaf.tailIntegral(t), above)).toBeLessThan(1e-6);
  });

  test('its mean is exp(mu + sigma²/2)', () => {
    expect(relative(leaf.mean, 740.4497827364249)).toBeLessThan(1e-14);
  });

  test('of equal ends is a point', () => {
    expect(leafOf({ kind: 'range', low: 5, high: 5 }).cdf(4.999)).toBe(0);
  });

  test.each([
    [0, 5],
    [9, 5],
    [NaN, 5],
  ])('%d-%d ms is refused', (low, high) => {
    expect(() => leafOf({ kind: 'range', low, high })).toThrow(RangeError);
  });
});

describe('quantiles', () => {
  const leaf = leafOf(stated);

  test('are met exactly', () => {
    for (const { p, ms } of stated.points)
      expect(relative(leaf.quantile(p), ms)).toBeLessThan(1e-12);
  });

  test.each([
    // SciPy 1.17 CubicHermiteSpline with these slopes
    [0.25, 569.0829070722066],
    [0.75, 768.2001037255667],
    [0.93, 1131.021899418721],
    [0.97, 1648.5368162447473],
    [0.999, 9850.671450284226],
  ])('between and beyond: p = %d', (p, ms) => {
    expect(relative(leaf.quantile(p), ms)).toBeLessThan(1e-11);
  });

  test.each([
    // SciPy 1.17 quad, to 1e-12: t, F, ∫_0^t F, ∫_t^∞ (1 - F)
    [400, 0.003474158439789235, 0.07048992587869463, 369.112486583856],
    [640, 0.5, 40.02103426502242, 169.06303092299987],
    [800, 0.783054010505923, 147.47413511969728, 116.5161317776747],
    [1150, 0.9328918418531281, 455.51303667663103, 74.55503333460835],
    [2500, 0.9862642033679347, 1766.2946970076628, 35.336693665640325],
    [6000, 0.9972117295693219, 5244.455158443327, 13.49715510130336],
  ])('at %d ms the integrals match quadrature to 1e-11', (t, cdf, below, above) => {
    expect(relative(leaf.cdf(t), cdf)).toBeLessThan(1e-12);
    expect(relative(leaf.cdfIntegral(t), below)).toBeLessThan(1e-11);
    expect(relative(leaf.tailIntegral(t), above)).toBeLessThan(1e-11);
  });

  test('two of them are the log-normal law of a range', () => {
    const two = leafOf({
      kind: 'quantiles',
      points: [
        { p: 0.05, ms: 600 },
        { p: 0.95, ms: 900 },
      ],
      max: null,
    });
    for (const t of [450, 600, 700, 900, 1300]) {
      expect(relative(two.cdf(t), leafOf(range).cdf(t))).toBeLessThan(1e-11);
      expect(relative(two.cdfIntegral(t), leafOf(range).cdfIntegral(t))).toBeLessThan(1e-9);
    }
  });

  test('one alone is a point', () => {
    const alone = leafOf({ kind: 'quantiles', points: [{ p: 0.95, ms: 700 }], max: null });
    expect([alone.quantile(0.01), alone.mean, alone.cdf(699)]).toEqual([700, 700, 0]);
  });

  test('all mass above max sits at max', () => {
    const capped = leafOf({ ...stated, max: 2000 });
    expect(capped.quantile(0.999)).toBe(2000);
    expect(capped.cdf(1999.999)).toBeCloseTo(leaf.cdf(2000), 5);
    expect(capped.cdf(2000)).toBe(1);
    expect(capped.mean).toBeCloseTo(leaf.mean - leaf.tailIntegral(2000), 9);
  });

  test('equal neighbours make an atom', () => {
    const flat = leafOf({
      kind: 'quantiles',
      points: [
        { p: 0.5, ms: 100 },
        { p: 0.9, ms: 100 },
        { p: 0.99, ms: 400 },
      ],
      max: null,
    });
    expect(flat.cdf(100.001) - flat.cdf(99.999)).toBeGreaterThan(0.39);
  });

  test('the law is monotone whatever is stated', () => {
    const increments = fc.array(
      fc.record({
        p: fc.integer({ min: 1, max: 50 }),
        log: fc.double({ min: 0, max: 3, noNaN: true }),
      }),
      { minLength: 2, maxLength: 6 },
    );
    fc.assert(
      fc.property(increments, (steps) => {
        const total = steps.reduce((sum, { p }) => sum + p, 1);
        let [p, log] = [0, 3];
        const points = steps.map((step) => {
          p += step.p / total;
          log += step.log;
          return { p, ms: Math.exp(log) };
        });
        const law = leafOf({ kind: 'quantiles', points, max: null });
        let before = 0;
        for (let i = 1; i < 200; i++) {
          const t = law.quantile(i / 200);
          expect(t).toBeGreaterThanOrEqual(before * (1 - 1e-12));
          before = t;
        }
        for (const { p, ms } of points) expect(relative(law.quantile(p), ms)).toBeLessThan(1e-9);
      }),
    );
  });

  test.each<[string, { p: number; ms: number }[]]>([
    ['no quantile', []],
    [
      'p going down',
      [
        { p: 0.9, ms: 1 },
        { p: 0.5, ms: 2 },
      ],
    ],
    [
      'ms going down',
      [
        { p: 0.5, ms: 2 },
        { p: 0.9, ms: 1 },
      ],
    ],
    ['p of 1', [{ p: 1, ms: 1 }]],
    ['ms of 0', [{ p: 0.5, ms: 0 }]],
  ])('%s is refused', (_, points) => {
    expect(() => leafOf({ kind: 'quantiles', points, max: null })).toThrow(RangeError);
  });
});

describe('mixture', () => {
  test('weights are shares of their sum', () => {
    const leaf = leafOf({
      kind: 'mixture',
      parts: [
        { weight: 3, law: { kind: 'point', ms: 100 } },
        { weight: 1, law: { kind: 'point', ms: 500 } },
      ],
    });
    expect([leaf.mean, leaf.cdf(100), leaf.quantile(0.75), leaf.quantile(0.76)]).toEqual([
      200, 0.75, 100, 500,
    ]);
  });

  test('without weight is refused', () => {
    expect(() => leafOf({ kind: 'mixture', parts: [] })).toThrow(RangeError);
  });
});

describe('histogram', () => {
  test('spreads a bin evenly between its edges', () => {
    const leaf = leafOf({ kind: 'histogram', histogram: { zeros: 1, bins: new Map([[1, 3]]) } });
    expect(leaf.cdf(0)).toBe(0.25);
    expect(leaf.cdf(1.01)).toBeCloseTo(0.625, 12);
    expect(leaf.quantile(0.625)).toBeCloseTo(1.01, 12);
    expect(leaf.mean).toBeCloseTo(0.75 * 1.01, 12);
    expect(leaf.tailIntegral(1.01)).toBeCloseTo(0.375 * 0.005, 12);
  });

  test('of zeros alone is the point 0', () => {
    const leaf = leafOf({ kind: 'histogram', histogram: { zeros: 4, bins: new Map() } });
    expect([leaf.mean, leaf.cdf(0), leaf.quantile(0.9), leaf.cdfIntegral(7)]).toEqual([0, 1, 0, 7]);
  });

  test('without samples is refused', () => {
    expect(() => leafOf({ kind: 'histogram', histogram: emptyHistogram() })).toThrow(RangeError);
  });
});
