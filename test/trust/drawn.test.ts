import { describe, expect, it } from 'vitest';
import { methodWords } from '../../src/render/solve/trustWords.ts';
import { agentTrust } from '../../src/trust/agentTrust.ts';
import { sampleOf } from '../../src/trust/requestSample.ts';
import { NEXT, PROBLEM, TODAY, tracedRequests } from '../support/dependentTraces.ts';

/** Starts a second apart: what is drawn goes by start and length. */
const REQUESTS = tracedRequests({ kind: 'factor', rho: 0.3 }, 4000, 7).map((request, at) => ({
  ...request,
  startedMs: at * 1000,
}));

const FINALISTS = [
  { id: 'today', choices: TODAY },
  { id: 'next', choices: NEXT },
];

const trustOf = (most: number) => agentTrust(PROBLEM, sampleOf(REQUESTS, most), FINALISTS, 1);

describe('trust in an agent with more requests than are looked at one by one', () => {
  const all = trustOf(4000);
  const drawn = trustOf(1200);

  it('has the percentiles and intervals of all of them', () => {
    expect(drawn.requests).toEqual({ n: 4000, failed: 0, drawn: 1200 });
    expect(all.requests).toEqual({ n: 4000, failed: 0, drawn: null });
    expect(drawn.backtest?.n).toBe(4000);
    expect(drawn.backtest?.percentiles).toEqual(all.backtest?.percentiles);
    expect(drawn.backtest?.censored).toEqual(all.backtest?.censored);
  });

  it('replays those that were drawn, to within the intervals of either', () => {
    expect(drawn.rescored?.method).toBe('replay');
    drawn.rescored?.architectures.forEach(({ percentiles }, at) => {
      for (const { p, ms, low, high } of percentiles) {
        const whole = all.rescored?.architectures[at]?.percentiles.find((each) => each.p === p);
        // Central 90% of both: they miss one another less than once in a hundred.
        expect(ms).toBeGreaterThan((whole?.low ?? 0) * 0.95);
        expect(ms).toBeLessThan((whole?.high ?? Infinity) * 1.05);
        expect((high ?? 0) - (low ?? 0)).toBeGreaterThan((whole?.high ?? 0) - (whole?.low ?? 0));
      }
    });
  });

  it('sees the same dependence', () => {
    expect(drawn.rescored?.dependent).toBe(true);
    const ratios = [all, drawn].map((trust) => trust.backtest?.dependence.varianceRatio ?? NaN);
    expect(Math.abs(ratios[0]! / ratios[1]! - 1)).toBeLessThan(0.15);
  });

  it('says how many were looked at, and how they were drawn', () => {
    expect(methodWords(drawn)).toBe(
      'Percentiles are those of all 4,000 requests that ended well; causes, dependence and what follows look at the steps of 1,200 of them, drawn by a hash of start and length. Replayed on 1,200 traced requests, their own time outside of steps included:',
    );
    expect(methodWords(all)).toBe(
      'Replayed on 4,000 traced requests, their own time outside of steps included:',
    );
  });

  it('is the same in whatever order requests come', () => {
    const back = agentTrust(PROBLEM, sampleOf(REQUESTS.toReversed(), 1200), FINALISTS, 1);
    expect(back).toEqual(drawn);
  });
});
