import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatEnd, formatShare, parseShare, shareToYaml } from '../../src/units/share.ts';
import { messageOf, valueOf } from './parsedHelpers.ts';

describe('parseShare', () => {
  it.each([
    ['95%', 0.95],
    ['95 %', 0.95],
    ['0.7%', 0.007],
    ['0%', 0],
    ['100%', 1],
    ['83.9%', 0.839],
  ])('reads %s as a fraction', (text, share) => {
    expect(valueOf(parseShare(text))).toBe(share);
  });

  it.each([
    [0.95, '"0.95" has no unit; a share takes %, as in 95%'],
    [0.007, '"0.007" has no unit; a share takes %, as in 0.7%'],
    ['84', '"84" has no unit; a share takes %, as in 84%'],
    ['840', '"840" has no unit; a share takes %, as in 95%'],
    ['95 percent', '"95 percent" has the unknown unit "percent"; write 95%'],
    ['95pt', '"95pt" has the unknown unit "pt"; a share takes %, as in 95%'],
    ['120%', '"120%" is more than 100%; a share is between 0% and 100%'],
    ['-3%', '"-3%" is negative; a share is between 0% and 100%'],
    ['most', '"most" is not a share; a share takes %, as in 95%'],
  ])('says what is wrong with %s', (text, message) => {
    expect(messageOf(parseShare(text))).toBe(message);
  });
});

describe('formatShare', () => {
  it.each([
    [0.839, 0, '84%'],
    [0.839, 1, '83.9%'],
    [0.145, 0, '15%'],
    [1, 0, '100%'],
    [0, 1, '0.0%'],
    [0, 0, '0%'],
    [0.996, 0, '99.6%'],
    [0.9996, 0, '> 99.9%'],
    [0.9996, 1, '> 99.9%'],
    [0.9999999, 0, '100%'],
    [0.003, 0, '0.3%'],
    [0.0003, 0, '< 0.1%'],
    [0.0003, 1, '< 0.1%'],
    [-0.02, 0, '\u22122%'],
    [Number.NaN, 0, '–'],
  ] as const)('writes %d with %d decimals as %s', (share, digits, text) => {
    expect(formatShare(share, digits)).toBe(text);
  });
});

describe('formatEnd', () => {
  it.each([
    [0.839, 0, '84'],
    [0.996, 0, '100'],
    [0.0004, 1, '0.0'],
    [0.9786, 1, '97.9'],
  ] as const)('writes %d with %d decimals as %s', (share, digits, text) => {
    expect(formatEnd(share, digits)).toBe(text);
  });
});

describe('shareToYaml', () => {
  it.each([
    [0.95, '95%'],
    [0.007, '0.7%'],
    [0.07, '7%'],
    [1, '100%'],
    [0, '0%'],
  ])('writes %d as %s', (share, text) => {
    expect(shareToYaml(share)).toBe(text);
  });

  it('reads back to the same number', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        expect(valueOf(parseShare(shareToYaml(share)))).toBe(share + 0);
      }),
    );
  });
});
