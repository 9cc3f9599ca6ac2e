import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRatio, parseRatio } from '../../src/units/ratio.ts';
import { messageOf, valueOf } from './parsedHelpers.ts';

describe('parseRatio', () => {
  it('reads passed and total', () => {
    expect(valueOf(parseRatio('193/200'))).toEqual({ passed: 193, total: 200 });
    expect(valueOf(parseRatio('0 / 5'))).toEqual({ passed: 0, total: 5 });
  });

  it('reads items that passed in part', () => {
    expect(valueOf(parseRatio('148.54/200'))).toEqual({ passed: 148.54, total: 200 });
  });

  const fits = 'a ratio is passed/total, as in 193/200';
  it.each([
    ['200/193', `"200/193" has more passed than there were; ${fits}`],
    ['0/0', '"0/0" is out of nothing; the total must be more than 0'],
    ['193 of 200', '"193 of 200" has no slash; write 193/200'],
    ['1/2.5', `"1/2.5" is not a ratio; ${fits}`],
    ['95%', `"95%" is not a ratio; ${fits}`],
    [0.95, `"0.95" is not a ratio; ${fits}`],
    ['1/99999999999999999999', `"1/99999999999999999999" is too large; ${fits}`],
  ])('says what is wrong with %s', (text, message) => {
    expect(messageOf(parseRatio(text))).toBe(message);
  });

  it('reads back what formatRatio writes', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (passed, failed) => {
        const ratio = { passed, total: passed + failed + 1 };
        expect(valueOf(parseRatio(formatRatio(ratio)))).toEqual(ratio);
      }),
    );
  });
});
