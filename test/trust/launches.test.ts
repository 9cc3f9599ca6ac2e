import { describe, expect, it } from 'vitest';
import { binomialQuantile, binomialTail, surelyAbove } from '../../src/trust/binomial.ts';
import { verifyAgent, type Verified } from '../../src/trust/verify/verifyAgent.ts';
import { launch, type LaunchOptions } from '../support/launches.ts';

function launches(count: number, options: Omit<LaunchOptions, 'seed'>): Verified[] {
  return Array.from({ length: count }, (_, run) =>
    verifyAgent(launch({ ...options, seed: 1 + 7919 * run })),
  );
}

const share = (found: readonly Verified[], ...outcomes: readonly string[]): number =>
  found.filter(({ outcome }) => outcomes.includes(outcome)).length / found.length;

// `npm run bench:trust` has 1,000 launches each.
describe('a whole launch, seventeen figures together', () => {
  it.each([50, 200])('that is exactly as signed fails in 5% at most, n = %i', (n) => {
    const found = launches(150, { n });
    expect(found[0]?.checks).toHaveLength(17);
    // With 5% false alarms more than 10% of 150 would be flagged once in a hundred times.
    expect(share(found, 'worse', 'different-architecture')).toBeLessThan(0.1);
  });

  it('with a p95 that is 10% worse fails, about as often as its power says', () => {
    const found = launches(100, { n: 700, slower: 1.1 });
    const p95 = found.map(({ checks }) =>
      checks.find(({ metric, of }) => metric === 'latency' && of === 'p95')!,
    );
    const worse = p95.filter(({ status }) => status === 'worse').length / 100;
    const stated = p95.reduce((sum, { power }) => sum + power! / 100, 0);
    expect(Math.abs(worse - stated)).toBeLessThan(0.12);
    expect(share(found, 'kept')).toBe(0);
  });

  it('that is well within what was signed passes', () => {
    expect(share(launches(20, { n: 2000, slower: 0.9 }), 'kept')).toBeGreaterThan(0.8);
  });
});

describe('binomial tails', () => {
  it('are those of a textbook', () => {
    // 10 tosses of a fair coin: 8 or more heads in 56 of 1,024 cases.
    expect(binomialTail(10, 0.5, 8)).toBeCloseTo(56 / 1024, 12);
    expect(binomialTail(10, 0.5, 0)).toBe(1);
    expect(binomialTail(10, 0.5, 11)).toBe(0);
  });

  it('and quantiles agree: so few are reached with the probability, and no fewer', () => {
    for (const [n, p] of [
      [20, 0.05],
      [500, 0.95],
      [3000, 0.5],
    ] as const)
      for (const probability of [0.025, 0.5, 0.95]) {
        const k = binomialQuantile(n, p, probability);
        expect(1 - binomialTail(n, p, k + 1)).toBeGreaterThanOrEqual(probability - 1e-9);
        expect(1 - binomialTail(n, p, k)).toBeLessThan(probability + 1e-9);
      }
  });

  it('give the exact lower end: Clopper and Pearson, 10 of 100 at 2.5%', () => {
    expect(surelyAbove(10, 100, 0.025)).toBeCloseTo(0.04900469, 6);
    expect(surelyAbove(0, 100, 0.025)).toBe(0);
  });
});
