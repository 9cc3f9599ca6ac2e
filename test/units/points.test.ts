import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPoints, parsePoints, pointsToYaml } from '../../src/units/points.ts';
import { messageOf, valueOf } from './parsedHelpers.ts';

describe('parsePoints', () => {
  it.each([
    ['+3pt', 0.03],
    ['3 pt', 0.03],
    ['0pt', 0],
    ['-0pt', 0],
    ['-1.35pt', -0.0135],
    ['\u22121.35pt', -0.0135],
    ['100pt', 1],
  ])('reads %s as one value', (text, mid) => {
    expect(valueOf(parsePoints(text))).toEqual({ mid, low: mid, high: mid, stated: 'value' });
  });

  it.each([
    ['-15..-8pt', -0.15, -0.115, -0.08],
    ['0..+1pt', 0, 0.005, 0.01],
    ['-2..-1pt', -0.02, -0.015, -0.01],
    ['-15pt .. -8pt', -0.15, -0.115, -0.08],
    ['-3..2pt', -0.03, -0.005, 0.02],
  ])('reads %s as an interval around its middle', (text, low, mid, high) => {
    expect(valueOf(parsePoints(text))).toEqual({ mid, low, high, stated: 'interval' });
  });

  it.each([
    [3, '"3" has no unit; write 3pt'],
    ['-15..-8', '"-15..-8" has no unit; write -15..-8pt'],
    ['3%', '"3%" is in percent; a change of accuracy is in points: write 3pt'],
    ['3 points', '"3 points" has the unknown unit "points"; write 3pt'],
    ['3pts', '"3pts" has the unknown unit "pts"; write 3pt'],
    ['3pp', '"3pp" has the unknown unit "pp"; write 3pt'],
    ['3ms', '"3ms" has the unknown unit "ms"; points take pt, as in -1.3pt or -15..-8pt'],
    ['-8..-15pt', '"-8..-15pt" goes from high to low; write -15..-8pt'],
    ['101pt', '"101pt" is over 100 points; points take pt, as in -1.3pt or -15..-8pt'],
    ['worse', '"worse" is not in points; points take pt, as in -1.3pt or -15..-8pt'],
    ['3xpt', '"3xpt" is not in points; points take pt, as in -1.3pt or -15..-8pt'],
  ])('says what is wrong with %s', (text, message) => {
    expect(messageOf(parsePoints(text))).toBe(message);
  });
});

describe('formatPoints', () => {
  it.each([
    [0.03, '+3.0 points'],
    [-0.111, '\u221211.1 points'],
    [0, '0.0 points'],
    [-0.0001, '0.0 points'],
    [Number.NaN, '– points'],
  ])('writes %d as %s', (fraction, text) => {
    expect(formatPoints(fraction)).toBe(text);
  });
});

describe('pointsToYaml', () => {
  it.each(['+3pt', '-15..-8pt', '0..+1pt', '0pt', '-1.35pt'])('writes back %s', (text) => {
    expect(pointsToYaml(valueOf(parsePoints(text)))).toBe(text);
  });

  it('reads back to the same interval', () => {
    const fraction = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fraction, fraction, (one, other) => {
        const ends = { low: Math.min(one, other), high: Math.max(one, other), mid: 0 };
        const back = valueOf(parsePoints(pointsToYaml({ ...ends, stated: 'interval' })));
        expect([back.low, back.high]).toEqual([ends.low + 0, ends.high + 0]);
        expect(back.mid).toBeGreaterThanOrEqual(back.low);
        expect(back.mid).toBeLessThanOrEqual(back.high);
      }),
    );
  });
});
