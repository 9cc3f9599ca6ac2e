import { describe, expect, it } from 'vitest';
import { volumeStops } from '../../src/solver/costing/volumeStops.ts';
import { largeWhatIf } from '../support/page/largePage.ts';

const { problem } = largeWhatIf(1);
const stops = (requests: number | null, requestsInTwelveMonths: number | null, turns = 1) =>
  volumeStops({ traffic: { ...problem.traffic, requests, requestsInTwelveMonths, turns } });

describe('volumes to look at', () => {
  it('are round, ascending, and hold the launch and the twelfth month in conversations', () => {
    const found = stops(6000, 32_000, 4);
    expect(found).toContain(1500);
    expect(found).toContain(8000);
    expect(found.slice(0, 4)).toEqual([150, 200, 300, 500]);
    expect(found.at(-1)).toBe(7_000_000);
    expect(found).toEqual([...new Set(found)].toSorted((a, b) => a - b));
  });

  it('are whole requests at least', () => {
    expect(Math.min(...stops(3, null))).toBe(1);
  });

  it('are none without traffic', () => {
    expect(stops(null, null)).toEqual([]);
    expect(stops(0, 100)).toEqual([]);
  });
});
