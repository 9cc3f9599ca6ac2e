import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeHistogram, encodeHistogram } from '../../src/latency/histogramCode.ts';

const histograms = fc.record({
  zeros: fc.nat(),
  bins: fc
    .array(
      fc.tuple(
        fc.integer({ min: -36_000, max: 36_000 }),
        fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      ),
    )
    .map((entries) => new Map(entries)),
});

const base64 = (...bytes: number[]): string => Buffer.from(bytes).toString('base64');

describe('encoding', () => {
  test('is reversible', () => {
    fc.assert(
      fc.property(histograms, (histogram) => {
        expect(decodeHistogram(encodeHistogram(histogram))).toEqual(histogram);
      }),
    );
  });

  test('does not depend on the order in which bins were filled', () => {
    fc.assert(
      fc.property(histograms, ({ zeros, bins }) => {
        const reversed = new Map([...bins].toReversed());
        expect(encodeHistogram({ zeros, bins: reversed })).toBe(encodeHistogram({ zeros, bins }));
      }),
    );
  });

  test('is one line of base64', () => {
    fc.assert(
      fc.property(histograms, (histogram) => {
        expect(encodeHistogram(histogram)).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
      }),
    );
  });

  test('format 1, zeros, zigzag index, count, gap, count', () => {
    const bins = new Map([
      [349, 300],
      [-2, 1],
    ]);
    // zigzag(-2) = 3; gap 351 = 0xdf 0x02, count 300 = 0xac 0x02 in LEB128.
    expect(encodeHistogram({ zeros: 5, bins })).toBe(base64(1, 5, 3, 1, 0xdf, 0x02, 0xac, 0x02));
  });

  test('empty bins leave no trace', () => {
    expect(encodeHistogram({ zeros: 0, bins: new Map([[4, 0]]) })).toBe(base64(1, 0));
  });
});

describe('decoding', () => {
  test.each([
    ['nothing', ''],
    ['not base64', 'AQ*='],
    ['cut short', 'AQU'],
    ['an unknown format', base64(2, 0)],
    ['no zeros', base64(1)],
    ['an index without its count', base64(1, 0, 4)],
    ['an unfinished varint', base64(1, 0x80)],
    ['an overlong varint', base64(1, 0x80, 0x00)],
    ['an empty bin', base64(1, 0, 4, 0)],
    ['the same bin twice', base64(1, 0, 4, 1, 0, 1)],
    ['an index that no double reaches', base64(1, 0, 0xff, 0xff, 0xff, 0x7f, 1)],
    ['a count beyond 2^53', base64(1, 0, 4, ...Array.from({ length: 9 }, () => 0xff), 1)],
    ['stray padding bits', 'AQB='],
  ])('%s is malformed', (_, text) => {
    expect(decodeHistogram(text)).toBeNull();
  });

  test('never throws, and accepts only what encoding writes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        const histogram = decodeHistogram(text);
        expect(histogram === null || encodeHistogram(histogram) === text).toBe(true);
      }),
    );
  });
});
