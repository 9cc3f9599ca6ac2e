import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/units/displayWidth.ts';

/** Emoji of every kind, whole and half: listed, joined, flags, key caps, tones, with and without U+FE0F. */
const EMOJI = [
  '😀',
  '👩‍👩‍👧',
  '👩‍',
  '🇩🇪',
  '🇩',
  '1️⃣',
  '1⃣',
  '#⃣',
  '👍🏽',
  '❤️',
  '❤',
  '✔',
  '✔️',
  '☎',
  '⚪',
  '◾',
  '▪️',
];

/** Wide, half-width with voicing marks, right-to-left, combining, joining, invisible. */
const SCRIPTS = [
  '漢字',
  'ｶﾞ',
  'ﾊﾟｰ',
  'Ａ',
  'قل',
  'e\u0301',
  '\u0301',
  'नि',
  '한',
  '각',
  '\u200D',
  '\u00AD',
  '\uD83D',
];

const PLAIN = ['a', ' ', '≤', '−', '✓', '✗', '├─┤', '●', '…', '\n', '\u001B[31m', '\u001B[39m'];

describe('columns on a terminal', () => {
  it.each([
    ['≤ 2 s, −8.9 points ✗', 20],
    ['\u001B[31m✗\u001B[39m', 1],
    ['漢字', 4],
    ['ｶﾞ', 2],
    ['👩‍👩‍👧', 2],
    ['1⃣', 2],
    ['e\u0301', 1],
    ['\u0301', 0],
    ['◽', 2],
    ['', 0],
  ])('%j takes %i', (text, columns) => expect(displayWidth(text)).toBe(columns));

  it('are those that string-width counts, whatever stands side by side', () => {
    const anyText = fc
      .array(fc.constantFrom(...EMOJI, ...SCRIPTS, ...PLAIN), { maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(anyText, (text) => {
        expect(displayWidth(text)).toBe(stringWidth(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('are those that string-width counts for any character there is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 4 }), (text) => {
        expect(displayWidth(text)).toBe(stringWidth(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('of one character alone are those that string-width counts, over the whole basic plane', () => {
    const differing = Array.from({ length: 0x10000 }, (_, code) =>
      String.fromCharCode(code),
    ).filter((character) => displayWidth(character) !== stringWidth(character));
    expect(differing).toEqual([]);
  });
});
