import { describe, expect, it } from 'vitest';
import { fromLogOdds } from '../../src/accuracy/logOdds.ts';
import { choose } from '../../src/accuracy/model/choose.ts';
import type { Factor, Observation } from '../../src/accuracy/model/design.ts';
import { type Learned, learn } from '../../src/accuracy/model/learn.ts';
import { type Dice, diceOf } from '../support/oracle/dice.ts';

/**
 * Which eval tells most is found by running each of them: a row as good as is predicted is added, all is
 * learned anew, and what is left uncertain is looked at. What is advised has to be about as good as that.
 */

const ITEMS = 150;

function factorsOf(dice: Dice): Factor[] {
  return ['plan', 'answer', 'critic'].map((name) => ({
    name,
    levels: Array.from({ length: 2 + dice.below(2) }, (_, level) => ({
      name: `way${level}`,
      stated: level > 0 && dice.chance(0.4) ? [{ mid: -0.3, sd: dice.oneOf([0.1, 0.4]) }] : null,
    })),
  }));
}

function combinations(factors: readonly Factor[]): number[][] {
  return factors.reduce<number[][]>(
    (all, { levels }) => all.flatMap((one) => levels.map((_, level) => [...one, level])),
    [[]],
  );
}

const row = (levels: readonly number[], share: number): Observation => ({
  levels,
  counts: [{ passed: share * ITEMS, total: ITEMS }],
});

function fitted(factors: readonly Factor[], rows: readonly Observation[]): Learned {
  const model = learn(factors, rows, 1);
  if (model === null) throw new Error('it can be fitted');
  return model;
}

/** Variance of log odds that is left, of all architectures together. */
function left(model: Learned, sites: readonly number[][]): number {
  return sites.reduce((sum, levels) => sum + (model.forecast(levels)[0]?.sd ?? Number.NaN) ** 2, 0);
}

function advised(seed: number) {
  const dice = diceOf(seed);
  const factors = factorsOf(dice);
  const all = combinations(factors);
  const [baseline = []] = all;
  const known = [baseline, ...dice.some(all.slice(1), 0.3)];
  const rows = known.map((levels) => row(levels, 0.7 + 0.28 * (dice.below(100) / 100)));
  const model = fitted(factors, rows);
  const sites = all.map((levels) => ({ levels, stake: 1, measured: known.includes(levels) }));
  const [next] = choose(model, sites, 1, 1 / (ITEMS * 0.85 * 0.15));
  const before = left(model, all);
  const gains = sites
    .filter(({ measured }) => !measured)
    .map(({ levels }) => {
      const [forecast] = model.forecast(levels);
      const more = row(levels, fromLogOdds(forecast?.centre ?? Number.NaN));
      return { levels, gain: before - left(fitted(factors, [...rows, more]), all) };
    })
    .toSorted((a, b) => b.gain - a.gain);
  const own = gains.find(({ levels }) => levels === sites[next?.index ?? -1]?.levels);
  return { gains: gains.map(({ gain }) => gain), own: own?.gain ?? Number.NaN };
}

describe('the eval that is advised', () => {
  const CASES = Array.from({ length: 24 }, (_, index) => advised(index + 1));

  it('takes nearly as much uncertainty off as the best one does', () => {
    const shares = CASES.map(({ gains, own }) => own / (gains[0] ?? Number.NaN));
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(mean).toBeGreaterThan(0.9);
  });

  it('is never one of the worse half', () => {
    for (const { gains, own } of CASES)
      expect(own).toBeGreaterThanOrEqual(gains[Math.floor(gains.length / 2)] ?? Infinity);
  });
});
