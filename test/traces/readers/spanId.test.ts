import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isZero, spanIdOf } from '../../../src/traces/readers/spanId.ts';
import { TraceIds } from '../../../src/traces/traceIds.ts';

const hex = (digits: number): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.constantFrom(...'0123456789abcdefABCDEF'),
    minLength: digits,
    maxLength: digits,
  });

describe('a span id', () => {
  test.each([
    ['0123456789abcdef', { high: 0x01234567, low: 0x89abcdef | 0 }],
    ['FEDCBA9876543210', { high: 0xfedcba98 | 0, low: 0x76543210 }],
    ['0000000000000000', { high: 0, low: 0 }],
    ['0123456789abcde', null],
    ['0123456789abcdef0', null],
    ['0123456789abcdeg', null],
    ['g123456789abcdef', null],
    ['0123456:89abcdef', null],
    ['0123456789abcd\u0131f', null],
    ['', null],
  ])('%j is %j', (text, expected) => {
    expect(spanIdOf(text)).toEqual(expected);
  });

  test('keeps all 64 bits, whatever the case', () => {
    fc.assert(
      fc.property(hex(16), (text) => {
        const { high, low } = spanIdOf(text) ?? { high: NaN, low: NaN };
        const back = [high, low].map((half) => (half >>> 0).toString(16).padStart(8, '0'));
        expect(back.join('')).toBe(text.toLowerCase());
      }),
    );
  });

  test('of any other character than a hex digit is none', () => {
    const position = fc.nat(15);
    const other = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(
        position,
        other.filter((character) => !/[0-9a-f]/i.test(character)),
        (at, character) => {
          const text = '0123456789abcdef';
          expect(spanIdOf(text.slice(0, at) + character + text.slice(at + 1))).toBeNull();
        },
      ),
    );
  });

  test('is zero only where both halves are', () => {
    expect(isZero({ high: 0, low: 0 })).toBe(true);
    expect(isZero({ high: 0, low: 1 })).toBe(false);
    expect(isZero({ high: -1, low: 0 })).toBe(false);
  });
});

describe('a trace id', () => {
  test('is one object, in either case and however often it comes', () => {
    fc.assert(
      fc.property(fc.array(hex(32), { minLength: 1, maxLength: 20 }), (texts) => {
        const ids = new TraceIds();
        for (const text of [...texts, ...texts.toReversed()]) {
          if (/^0+$/.test(text)) continue;
          const id = ids.read(text);
          expect(id?.hex).toBe(text.toLowerCase());
          expect(ids.read(text.toUpperCase())).toBe(id);
        }
      }),
    );
  });

  test('is four words of 32 bits, signed', () => {
    const id = new TraceIds().read('00000001ffffffff7fffffff8000000A');
    expect(id?.words).toEqual([1, -1, 0x7fffffff, 0x8000000a | 0]);
  });

  test('that shares its place with another one is not mistaken for it', () => {
    const ids = new TraceIds();
    const [one, other] = [`1${'5'.repeat(31)}`, `2${'5'.repeat(31)}`];
    expect([one, other, one, other].map((text) => ids.read(text)?.hex)).toEqual([
      one,
      other,
      one,
      other,
    ]);
  });

  test.each(['', 'abc', 'g'.repeat(32), '0'.repeat(32), 'a'.repeat(31), 'a'.repeat(33), '\u0000'])(
    '%j is none, also when it comes again',
    (text) => {
      const ids = new TraceIds();
      expect([ids.read(text), ids.read(text)]).toEqual([null, null]);
    },
  );
});
