import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeFrame } from '../../src/yaml/codeFrame.ts';

/** What readers see as one character, and the columns that a terminal gives it. */
const CHARACTERS: readonly (readonly [text: string, columns: number])[] = [
  ['a', 1],
  [':', 1],
  [' ', 1],
  ['é', 1],
  ['e\u0301', 1],
  ['\t', 1],
  ['–', 1],
  ['Ω', 1],
  ['顧', 2],
  ['検', 2],
  ['Ａ', 2],
  ['한', 2],
  ['😀', 2],
];

const character = fc.constantFrom(...CHARACTERS);
const written = (parts: readonly (readonly [string, number])[]) =>
  parts.map(([text]) => text).join('');
const columns = (parts: readonly (readonly [string, number])[]) =>
  parts.reduce((sum, [, width]) => sum + width, 0);
const parts = fc.array(character, { maxLength: 25 });

/** The line below the marked one, without its gutter. */
function caretOf(frame: string): string {
  const lines = frame.split('\n');
  const at = lines.findIndex((line) => line.startsWith('>'));
  return lines[at + 1]!.slice(lines[at]!.indexOf('|') + 2);
}

describe('the caret of a code frame', () => {
  it('stands below what it marks, and is as wide, however wide the characters are', () => {
    fc.assert(
      fc.property(parts, fc.array(character, { minLength: 1, maxLength: 20 }), parts, (...all) => {
        const [before, marked, after] = all;
        const line = written([...before, ...marked, ...after]);
        const column = written(before).length + 1;
        const endColumn = column + written(marked).length;
        const frame = codeFrame(line, { line: 1, column, endLine: 1, endColumn });
        fc.pre(line.length <= 100);
        expect(caretOf(frame)).toBe(' '.repeat(columns(before)) + '^'.repeat(columns(marked)));
      }),
    );
  });

  it.each([
    ['{ buys: 顧客検索, latnecy: 5s }', 'latnecy', 18],
    ['plan: 😀 # one', '#', 9],
    ['\t\tkey: 1', 'key', 2],
    ['e\u0301te\u0301: x', 'x', 5],
  ])('in %s is below %s', (line, marked, at) => {
    const column = line.indexOf(marked) + 1;
    const frame = codeFrame(line, {
      line: 1,
      column,
      endLine: 1,
      endColumn: column + marked.length,
    });
    expect(caretOf(frame)).toBe(' '.repeat(at) + '^'.repeat(marked.length));
  });

  it('is one, at least, even where there is nothing to mark', () => {
    for (const column of [1, 3, 4, 90])
      expect(caretOf(codeFrame('abc', { line: 1, column, endLine: 1, endColumn: column }))).toMatch(
        /^ {0,3}\^$/u,
      );
  });
});

describe('a code frame', () => {
  const lines = fc.array(fc.stringMatching(/^[ -~]{1,30}$/u), { minLength: 1, maxLength: 12 });

  it('is the same whatever ends the lines', () => {
    fc.assert(
      fc.property(lines, fc.nat(), (all, at) => {
        const line = 1 + (at % all.length);
        const range = { line, column: 1, endLine: line, endColumn: 3 };
        const frame = codeFrame(all.join('\n'), range);
        expect(codeFrame(all.join('\r\n'), range)).toBe(frame);
        expect(codeFrame(`${all.join('\r\n')}\r\n`, range)).toBe(frame);
      }),
    );
  });

  it('shows two lines above and one below, each with its number, the marked one alone with a >', () => {
    fc.assert(
      fc.property(lines, fc.nat(), (all, at) => {
        const line = 1 + (at % all.length);
        const frame = codeFrame(all.join('\n'), { line, column: 1, endLine: line, endColumn: 2 });
        const numbers = frame.split('\n').flatMap((each) => {
          const [, mark, number] = /^([> ]) +(\d+) \|/u.exec(each) ?? [];
          return number === undefined ? [] : [{ isMarked: mark === '>', number: Number(number) }];
        });
        const shown = [line - 2, line - 1, line, line + 1].filter((n) => n >= 1 && n <= all.length);
        expect(numbers).toEqual(shown.map((number) => ({ number, isMarked: number === line })));
      }),
    );
  });

  it('shows nothing that turns the writing round, or steers a terminal', () => {
    const steering = fc.constantFrom(
      '\u202E',
      '\u2066',
      '\u200F',
      '\u001B[2J',
      '\u0007',
      '\u009B31m',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(steering, fc.constant('text')), { minLength: 1 }), (all) => {
        const frame = codeFrame(all.join(''), { line: 1, column: 1, endLine: 1, endColumn: 2 });
        expect(frame.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u200F\u202E\u2066]/u);
      }),
    );
  });
});
