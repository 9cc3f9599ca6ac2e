import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignDecimals } from '../../../src/render/text/alignDecimals.ts';
import { cut, displayWidth } from '../../../src/units/displayWidth.ts';
import { type Column, layOut, textTable } from '../../../src/render/text/textTable.ts';
import { hanging, wrap } from '../../../src/render/text/wrap.ts';

/** Latin, wide, right-to-left and joined characters, spaces and what terminals must not be sent. */
const anyText = fc
  .array(
    fc.constantFrom('a', 'bc', ' ', '漢字', 'ق', '👩‍👩‍👧', 'é', '\n', '\u001B[2J', '\u202E', '|', '…'),
    {
      maxLength: 40,
    },
  )
  .map((parts) => parts.join(''));

const anyWidth = fc.integer({ min: 20, max: 140 });

function tooWide(text: string, width: number): string[] {
  return text.split('\n').filter((line) => displayWidth(line) > width);
}

describe('widths on a terminal', () => {
  it.each([
    ['plain', 5],
    ['漢字', 4],
    ['👩‍👩‍👧', 2],
    ['e\u0301', 1],
    ['\u001B[31mred\u001B[39m', 3],
    ['● ○ ┆ ├──┤ █▏ ✓ ✗ → ≤ – …', 25],
  ])('%s takes %i columns', (text, width) => expect(displayWidth(text)).toBe(width));

  it('a text that is cut fits, and says that it was', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 30 }), (text, width) => {
        const shown = cut(text, width);
        expect(displayWidth(shown)).toBeLessThanOrEqual(Math.max(width, 0));
        expect(shown === text || shown.endsWith('…')).toBe(true);
      }),
    );
  });
});

describe('lines of text', () => {
  it('are never wider than they may be, whatever is in them', () => {
    fc.assert(
      fc.property(anyText, anyWidth, (text, width) => {
        expect(tooWide(wrap(text, width), width)).toEqual([]);
        expect(tooWide(hanging(' - ', text, width), width)).toEqual([]);
      }),
    );
  });

  it('lose no word', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('one', 'two', 'three')), anyWidth, (words, width) => {
        expect(wrap(words.join(' '), width).split(/\s+/u).join(' ')).toBe(words.join(' '));
      }),
    );
  });

  it('show control characters and marks of direction as what they are not', () => {
    expect(wrap('a\nb\u001B[2Jc\u202Ed', 80)).toBe('a�b�[2Jc�d');
    expect(wrap('\u001B[31mred\u001B[39m', 80)).toBe('\u001B[31mred\u001B[39m');
  });
});

describe('figures below one another', () => {
  it('meet at their decimal points', () => {
    expect(alignDecimals(['8.30 s', '11.8 s', '–', '125 s'])).toEqual([
      '  8.30 s',
      ' 11.8 s ',
      '       –',
      '125 s   ',
    ]);
    expect(alignDecimals(['$0.014', '$1,071', '−$3.20'])).toEqual(
      ['    $0.014', '$1,071    ', '   −$3.20 '].map((cell) => cell),
    );
  });

  it('are all in seconds where some are, to a millisecond', () => {
    expect(alignDecimals(['5.66 s', '387 ms', '0.4 ms', '<1 ms'])).toEqual([
      ' 5.66 s ',
      ' 0.387 s',
      '<0.001 s',
      '<0.001 s',
    ]);
  });

  it('stay as they are in units that must not be compared by eye', () => {
    expect(alignDecimals(['30.0 s', '3.5 min'])).toEqual(['30.0 s', '3.5 min']);
    expect(alignDecimals(['850 ms', '90.5 ms'])).toEqual(['850 ms  ', ' 90.5 ms']);
  });
});

describe('a table', () => {
  const columns: readonly Column[] = [
    { head: 'name' },
    { head: 'what', breaksTo: 10 },
    { head: 'time', align: 'decimal' },
    { head: 'rarely needed', optional: 2 },
    { head: 'needed', align: 'right', optional: 1 },
  ];

  it('is as wide as its content where there is room', () => {
    expect(textTable(columns.slice(0, 3), [['a', 'b c', '1.5 s']])).toBe(
      ' name  what   time\n a     b c   1.5 s',
    );
  });

  it('leaves out columns that may go, the least needed first, and says which', () => {
    const row = { cells: ['first', 'some words', '1.50 s', 'x', '12'] };
    expect(layOut(columns, [row], 200).left).toEqual([]);
    expect(layOut(columns, [row], 42).left).toEqual(['rarely needed']);
    expect(layOut(columns, [row], 30).left).toEqual(['rarely needed', 'needed']);
  });

  it('breaks text before it cuts any', () => {
    const row = ['a name', 'words that go on and on', '1.50 s', '', ''];
    expect(textTable(columns.slice(0, 3), [row], 32)).toBe(
      [
        ' name    what               time',
        ' a name  words that go    1.50 s',
        '         on and on',
      ].join('\n'),
    );
  });

  it('fits, whatever is in it', () => {
    const cells = fc.tuple(anyText, anyText, fc.constant('1.50 s'), anyText, fc.constant('12'));
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 5 }), anyText, anyWidth, (rows, below, width) => {
        const { text } = layOut(
          columns,
          rows.map((each) => ({ cells: each, below })),
          Math.max(40, width),
        );
        expect(tooWide(text, Math.max(40, width))).toEqual([]);
      }),
    );
  });
});
