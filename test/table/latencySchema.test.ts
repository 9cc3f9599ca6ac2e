import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDuration, emptyHistogram } from '../../src/latency/histogram.ts';
import { encodeHistogram } from '../../src/latency/histogramCode.ts';
import { leafOf } from '../../src/latency/leafOf.ts';
import { latency } from '../../src/table/latencySchema.ts';
import { statedQuantile } from '../../src/table/statedQuantile.ts';

/** What is wrong with a latency: the place in it, and the words. */
function wrong(written: unknown): [string, string][] {
  const result = latency.safeParse(written);
  if (result.success) throw new Error('nothing is wrong');
  const flat = result.error.issues.flatMap((issue) =>
    issue.code === 'invalid_union' ? issue.errors.flat() : [issue],
  );
  return flat
    .filter(({ code }) => code === 'custom')
    .map(({ path, message }) => [path.join('.'), message]);
}

function measured(...times: number[]): string {
  const histogram = emptyHistogram();
  for (const ms of times) addDuration(histogram, ms);
  return encodeHistogram(histogram);
}

describe('a stated latency', () => {
  it.each([
    ['1.2s', { kind: 'point', ms: 1200 }],
    ['640ms', { kind: 'point', ms: 640 }],
    ['600-900ms', { kind: 'range', low: 600, high: 900 }],
    ['1-2.5s', { kind: 'range', low: 1000, high: 2500 }],
  ])('%s is a law without counts', (text, input) => {
    expect(latency.parse(text)).toEqual({ input, n: null, mean: null, max: null });
  });

  it('as percentiles keeps them in order, with what is known of the measurement', () => {
    expect(latency.parse({ p95: '900ms', p50: '640ms', n: '1.2k', max: '3s' })).toEqual({
      input: {
        kind: 'quantiles',
        points: [
          { key: 'p50', p: 0.5, ms: 640 },
          { key: 'p95', p: 0.95, ms: 900 },
        ],
        max: 3000,
      },
      n: 1200,
      mean: null,
      max: 3000,
    });
  });

  it('gives back the percentiles that it was given', () => {
    const rising = fc
      .array(fc.integer({ min: 10, max: 60_000 }), { minLength: 3, maxLength: 3 })
      .map((list) => list.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(rising, ([p50 = 0, p90 = 0, p99 = 0]) => {
        const read = latency.parse({ p50: `${p50}ms`, p90: `${p90}ms`, p99: `${p99}ms` });
        for (const [p, ms] of [
          [0.5, p50],
          [0.9, p90],
          [0.99, p99],
        ] as const)
          expect(statedQuantile(read, p) / ms).toBeCloseTo(1, 6);
      }),
    );
  });
});

describe('a mixture', () => {
  it('weighs its parts, which may be laws of any kind', () => {
    const read = latency.parse({
      mix: [
        ['92%', '300-500ms'],
        ['8%', { p50: '10s', p95: '12s' }],
      ],
    });
    expect(read.input).toMatchObject({
      kind: 'mixture',
      parts: [
        { weight: 0.92, law: { kind: 'range' } },
        { weight: 0.08, law: { kind: 'quantiles' } },
      ],
    });
    expect(leafOf(read.input).quantile(0.5)).toBeLessThan(500);
    expect(leafOf(read.input).quantile(0.99)).toBeGreaterThan(9000);
  });

  it('may be off by 0.1% of rounding, which is spread over the parts', () => {
    const { input } = latency.parse({
      mix: [
        ['33.3%', '1s'],
        ['33.3%', '2s'],
        ['33.3%', '3s'],
      ],
    });
    const sum =
      input.kind === 'mixture' ? input.parts.reduce((all, { weight }) => all + weight, 0) : 0;
    expect(sum).toBeCloseTo(1, 12);
  });

  it('whose shares do not sum to 100% is wrong, with the sum', () => {
    const parts = [
      ['90%', '1s'],
      ['20%', '2s'],
    ];
    expect(wrong({ mix: parts })).toContainEqual([
      'mix',
      'the shares of this mixture sum to 110%, not 100%',
    ]);
  });
});

describe('percentiles', () => {
  it('cannot fall, not even below the longest call', () => {
    expect(wrong({ p50: '900ms', p95: '640ms' })).toEqual([
      ['p95', 'p95 is below p50; percentiles cannot fall'],
    ]);
    expect(wrong({ p50: '640ms', max: '600ms' })).toEqual([
      ['max', 'max is below p50; percentiles cannot fall'],
    ]);
  });

  it('are needed where there is no histogram', () => {
    expect(wrong({ n: 20, mean: '1s' })).toEqual([
      ['', 'a latency needs at least one percentile, as in { p50: 640ms, p95: 900ms }'],
    ]);
  });
});

describe('a histogram', () => {
  const times = Array.from({ length: 100 }, (_, index) => 10 * (index + 1));

  it('is the law, and says how many calls there were', () => {
    const read = latency.parse({ mean: '505ms', max: '1s', histogram: measured(...times) });
    expect(read).toMatchObject({ input: { kind: 'histogram' }, n: 100, mean: 505, max: 1000 });
    expect(statedQuantile(read, 0.95) / 950).toBeCloseTo(1, 1);
  });

  it('agrees with the readable percentiles beside it, or those are wrong', () => {
    const histogram = measured(...times);
    expect(latency.safeParse({ p50: '500ms', p95: '950ms', histogram }).success).toBe(true);
    expect(wrong({ p50: '800ms', histogram })).toEqual([
      [
        'p50',
        expect.stringMatching(
          /^p50 is 800 ms, but the histogram beside it says 5\d\d(\.\d)? ms$|^p50 is 800 ms, but the histogram beside it says 49\d(\.\d)? ms$/u,
        ),
      ],
    ]);
  });

  it('agrees with the count beside it', () => {
    expect(wrong({ n: 99, histogram: measured(...times) })).toEqual([
      ['n', 'n is 99, but the histogram holds 100 calls'],
    ]);
  });

  it('that is damaged or empty is wrong, and says what to do', () => {
    expect(wrong({ p50: '1s', histogram: 'AAAA~' })).toContainEqual([
      'histogram',
      'this histogram cannot be read; measure again to replace it',
    ]);
    expect(wrong({ histogram: measured() })).toContainEqual([
      'histogram',
      'this histogram holds no calls',
    ]);
  });
});
