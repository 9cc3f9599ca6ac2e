import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { multipleToYaml, parseMultiple } from '../../src/units/multiple.ts';
import { messageOf, valueOf } from './parsedHelpers.ts';

describe('parseMultiple', () => {
  it.each([
    ['3x', 3],
    ['1.5 x', 1.5],
  ])('reads %s', (text, factor) => {
    expect(valueOf(parseMultiple(text))).toBe(factor);
  });

  it.each([
    [3, '"3" has no unit; write 3x'],
    ['3×', '"3×" has the unknown unit "×"; write 3x'],
    ['3%', '"3%" has the unknown unit "%"; a multiple takes x, as in 3x'],
    ['0x', '"0x" is not more than 0; a multiple takes x, as in 3x'],
    ['-2x', '"-2x" is not more than 0; a multiple takes x, as in 3x'],
    ['x3', '"x3" is not a multiple; a multiple takes x, as in 3x'],
  ])('says what is wrong with %s', (text, message) => {
    expect(messageOf(parseMultiple(text))).toBe(message);
  });

  it('reads back what multipleToYaml writes', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, noNaN: true, noDefaultInfinity: true }), (factor) => {
        expect(valueOf(parseMultiple(multipleToYaml(factor)))).toBe(factor);
      }),
    );
  });
});
