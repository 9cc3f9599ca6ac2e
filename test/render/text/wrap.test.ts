import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/units/displayWidth.ts';
import { hanging, wrap, wrapped } from '../../../src/render/text/wrap.ts';

const words = fc.array(
  fc.constantFrom(
    'p95',
    '≤ 5 s',
    '1.80 s',
    '300 ms',
    'a',
    'request,',
    'verifier',
    '検索',
    '2 min.',
  ),
  { minLength: 1, maxLength: 30 },
);

describe('text broken into lines', () => {
  it.each([
    ['p95 5 s, no verifier', 6, ['p95', '5 s,', 'no', 'verifi', 'er']],
    ['wants p95 ≤ 2 s', 13, ['wants p95', '≤ 2 s']],
    ['wants p95 ≤ 2 s', 15, ['wants p95 ≤ 2 s']],
    ['accuracy ≥ 95%', 11, ['accuracy', '≥ 95%']],
    ['within 24 h, and 12 h', 11, ['within', '24 h, and', '12 h']],
    ['300 requests', 4, ['300', 'requ', 'ests']],
    ['saves 3 sonnets', 7, ['saves 3', 'sonnets']],
  ] as const)('%s in %d columns', (text, width, lines) => {
    expect(wrapped(text, width)).toEqual(lines);
  });

  it('loses nothing, fits, and keeps a figure with its unit where a line holds both', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 10, max: 60 }), (list, width) => {
        const text = list.join(' ');
        const lines = wrapped(text, width);
        expect(lines.join(' ')).toBe(text);
        for (const line of lines) {
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
          expect(line).not.toMatch(/^(?:s|ms|min)\b/u);
          expect(line).not.toMatch(/[≤≥]$/u);
        }
      }),
    );
  });

  it('begins every line with its indent', () => {
    expect(wrap('one two three', 8, '  ')).toBe('  one\n  two\n  three');
    expect(hanging(' - ', 'one two three', 10)).toBe(' - one two\n   three');
  });
});
