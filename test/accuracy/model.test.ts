import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cholesky,
  logDeterminant,
  solveLower,
  solveUpper,
} from '../../src/accuracy/model/cholesky.ts';
import { choose } from '../../src/accuracy/model/choose.ts';
import type { Factor, Observation, Spread } from '../../src/accuracy/model/design.ts';
import { intervalOf, learn } from '../../src/accuracy/model/learn.ts';
import { Kernel } from '../../src/accuracy/model/kernel.ts';
import { Posterior } from '../../src/accuracy/model/posterior.ts';
import { noiseVariance, TaskRows } from '../../src/accuracy/model/taskRows.ts';
import { Z90 } from '../../src/accuracy/interval.ts';
import { fromLogOdds, logOdds } from '../../src/accuracy/logOdds.ts';
import { WIDENING } from '../../src/accuracy/predict.ts';
import { CELLS, MODELS, oneAtATime, QUESTIONS } from '../support/hotpotqa.ts';
import { worlds } from '../support/syntheticEvals.ts';

const SPREAD: Spread = { main: 0.5, pair: 0.2, residual: 0.1, stated: 1 };

function factor(name: string, effects: readonly (number | null)[]): Factor {
  return {
    name,
    levels: [
      { name: 'base', stated: null },
      ...effects.map((mid, level) => ({
        name: `level ${level + 1}`,
        stated: mid === null ? null : [{ mid, sd: 0.2 }],
      })),
    ],
  };
}

function row(levels: readonly number[], passed: number, total: number): Observation {
  return { levels, counts: [{ passed, total }] };
}

describe('rows of one task', () => {
  it('covary at all spreads as their kernels say, whichever came before', () => {
    const factors = [
      factor('plan', [-0.5, null]),
      factor('critic', [0.3]),
      factor('tools', [null]),
    ];
    const levels = [
      [0, 0, 0],
      [1, 0, 1],
      [2, 1, 0],
      [1, 1, 1],
    ];
    const rows = new TaskRows(
      factors,
      levels.map((each) => row(each, 80, 100)),
      0,
    );
    for (const main of [0.25, 1, 0.25]) {
      for (const stated of [1, 2]) {
        const spread = { ...SPREAD, main, stated };
        const kernel = new Kernel(factors, spread, 0);
        const matrix = rows.covariances(kernel, spread);
        levels.forEach((a, at) => {
          levels.slice(0, at + 1).forEach((b, column) => {
            const noise = at === column ? noiseVariance(80, 100) : 0;
            expect(matrix[at * levels.length + column]).toBe(
              kernel.additive(a, b) + kernel.interaction(a, b) + noise,
            );
          });
        });
      }
    }
  });
});

describe('cholesky', () => {
  it('solves symmetric positive definite systems', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 12, maxLength: 12 }),
        (values) => {
          // A Aᵀ + I for a 3 x 4 matrix A.
          const size = 3;
          const matrix = new Float64Array(9);
          for (let a = 0; a < size; a++)
            for (let b = 0; b < size; b++)
              for (let k = 0; k < 4; k++)
                matrix[a * 3 + b] =
                  (matrix[a * 3 + b] ?? 0) + (values[a * 4 + k] ?? 0) * (values[b * 4 + k] ?? 0);
          for (let a = 0; a < size; a++) matrix[a * 4] = (matrix[a * 4] ?? 0) + 1;
          const l = cholesky(matrix, size);
          if (l === null) throw new Error('it is positive definite');
          const b = Float64Array.from([1, -2, 0.5]);
          const x = solveUpper(l, solveLower(l, b));
          for (let a = 0; a < size; a++) {
            const product = [0, 1, 2].reduce(
              (sum, k) => sum + (matrix[a * 3 + k] ?? 0) * (x[k] ?? 0),
              0,
            );
            expect(product).toBeCloseTo(b[a] ?? 0, 8);
          }
          const [p, q, r, s, t, u, v, w, z] = [...matrix] as [
            number,
            number,
            number,
            number,
            number,
            number,
            number,
            number,
            number,
          ];
          const determinant = p * (t * z - u * w) - q * (s * z - u * v) + r * (s * w - t * v);
          expect(Math.exp(logDeterminant(l, size))).toBeCloseTo(determinant, 5);
        },
      ),
    );
  });

  it('says so when a matrix is not positive definite', () => {
    expect(cholesky(Float64Array.from([1, 2, 2, 1]), 2)).toBeNull();
  });
});

describe('the posterior of one row', () => {
  const factors = [factor('plan', [null])];
  const posterior = Posterior.of(new TaskRows(factors, [row([0], 180, 200)], 0), SPREAD);

  it('is the textbook one: prior and observation weighed by their variances', () => {
    if (posterior === null) throw new Error('one row can be fitted');
    const y = Math.log(180.5 / 20.5);
    const noise = noiseVariance(180, 200);
    expect(noise).toBeCloseTo(1 / 180.5 + 1 / 20.5, 12);
    // Variances: common 9, level 0.25, no pairs with one factor, residual 0.01.
    const prior = 9 + 0.25 + 0.01;
    const additive = 1 + ((9 + 0.25) / (prior + noise)) * (y - 1);
    expect(posterior.additiveMean([0])).toBeCloseTo(additive, 10);
    expect(posterior.whole([0]).variance).toBeCloseTo(prior - prior ** 2 / (prior + noise), 10);
  });

  it('knows as much of a level never tried as before, beyond what is common', () => {
    if (posterior === null) throw new Error('one row can be fitted');
    const noise = noiseVariance(180, 200);
    const prior = 9 + 0.25 + 0.01;
    expect(posterior.whole([1]).variance).toBeCloseTo(prior - 81 / (prior + noise), 8);
    expect(posterior.levelMean(0, 1)).toBe(0);
  });
});

describe('learn', () => {
  it('returns to what is stated where nothing but the baseline was measured', () => {
    const factors = [factor('plan', [-0.8, 0.3]), factor('critic', [-0.4])];
    const model = learn(factors, [row([0, 0], 1900, 2000)], 1);
    expect(model?.effect(0, 1, 0)).toBeCloseTo(-0.8, 10);
    expect(model?.effect(0, 2, 0)).toBeCloseTo(0.3, 10);
    expect(model?.effect(1, 1, 0)).toBeCloseTo(-0.4, 10);
    const [both] = model?.forecast([1, 1]) ?? [];
    expect(both?.centre).toBeCloseTo(logOdds(0.95) - 1.2, 1);
  });

  it('adds: a forecast is the baseline’s plus the effects of its levels', () => {
    const factors = [factor('a', [null, -0.5]), factor('b', [null]), factor('c', [0.2])];
    const rows = [
      row([0, 0, 0], 90, 100),
      row([1, 0, 0], 80, 100),
      row([0, 1, 1], 70, 100),
      row([2, 1, 0], 60, 100),
      row([1, 1, 1], 55, 100),
    ];
    const model = learn(factors, rows, 1);
    if (model === null) throw new Error('it can be fitted');
    const [base] = model.forecast([0, 0, 0]);
    for (const levels of [
      [1, 1, 0],
      [2, 0, 1],
      [2, 1, 1],
    ]) {
      const sum = levels.reduce(
        (total, level, index) => total + model.effect(index, level, 0),
        base?.centre ?? 0,
      );
      expect(model.forecast(levels)[0]?.centre).toBeCloseTo(sum, 9);
    }
  });

  it('moves towards what rows show, the more the more items they have', () => {
    const factors = [factor('plan', [-0.2])];
    const effect = (items: number): number =>
      learn(factors, [row([0], 0.9 * 500, 500), row([1], 0.6 * items, items)], 1)?.effect(
        0,
        1,
        0,
      ) ?? 0;
    const shown = logOdds(0.6) - logOdds(0.9);
    expect(effect(10)).toBeLessThan(-0.2);
    expect(effect(100)).toBeLessThan(effect(10));
    expect(effect(1000)).toBeLessThan(effect(100));
    expect(effect(1000)).toBeGreaterThan(shown);
  });

  it('narrows where measured, never widens elsewhere by more than it learns of spreads', () => {
    const factors = [factor('a', [null, null]), factor('b', [null, null])];
    const rows = [row([0, 0], 90, 100), row([1, 0], 80, 100), row([0, 1], 85, 100)];
    const before = learn(factors, rows, 1)?.forecast([1, 1])[0]?.sd ?? 0;
    const after = learn(factors, [...rows, row([1, 1], 74, 100)], 1)?.forecast([1, 1])[0]?.sd ?? 1;
    expect(after).toBeLessThan(before);
  });
});

describe('on AgentOpt’s 81 combinations', () => {
  const factors = ['planner', 'solver'].map((name) => ({
    name,
    levels: MODELS.map((model) => ({ name: model, stated: null })),
  }));
  const observe = (cells: readonly (typeof CELLS)[number][]): Observation[] =>
    cells.map(({ levels, accuracy }) => row(levels, accuracy * QUESTIONS, QUESTIONS));
  const marginal = CELLS.filter(({ levels: [planner, solver] }) => planner === 0 || solver === 0);

  it('deltas of one change at a time miss by 10.1 points, 46 at worst', () => {
    const errors = CELLS.filter((cell) => !marginal.includes(cell)).map((cell) =>
      Math.abs(cell.accuracy - oneAtATime(cell)),
    );
    expect(marginal).toHaveLength(17);
    expect(100 * (errors.reduce((sum, error) => sum + error, 0) / errors.length)).toBeCloseTo(
      10.06,
      2,
    );
    expect(100 * Math.max(...errors)).toBeCloseTo(46.45, 2);
  });

  it.each([1, 3])(
    'the 16 it asks for, %i at a time, halve that, and intervals hold 85–97% of the rest',
    (batch) => {
      const measured = [...marginal];
      while (measured.length < marginal.length + 16) {
        const model = learn(factors, observe(measured), 1);
        if (model === null) throw new Error('it can be fitted');
        const sites = CELLS.map((cell) => ({
          levels: cell.levels,
          stake: 1,
          measured: measured.includes(cell),
        }));
        const wanted = Math.min(batch, marginal.length + 16 - measured.length);
        const base = CELLS[0]?.accuracy ?? 0.5;
        const noise = WIDENING / (QUESTIONS * base * (1 - base));
        for (const { index } of choose(model, sites, wanted, noise))
          measured.push(CELLS[index] as (typeof CELLS)[number]);
      }
      const model = learn(factors, observe(measured), 1);
      const rest = CELLS.filter((cell) => !measured.includes(cell));
      let [error, held] = [0, 0];
      for (const { levels, accuracy } of rest) {
        const [forecast] = model?.forecast(levels) ?? [];
        if (forecast === undefined) throw new Error('one task is forecast');
        error += Math.abs(fromLogOdds(forecast.centre) - accuracy);
        const { low, high } = intervalOf(forecast, Z90 * WIDENING);
        if (low <= accuracy && accuracy <= high) held += 1;
      }
      expect(rest).toHaveLength(48);
      expect((100 * error) / rest.length).toBeLessThan(10.06 / 2);
      expect(held / rest.length).toBeGreaterThanOrEqual(0.85);
      expect(held / rest.length).toBeLessThanOrEqual(0.97);
    },
  );
});

describe('on made-up agents', () => {
  it.each([
    [0.1, 20],
    [0.25, 40],
  ])('90%% intervals hold 85–97%% with interactions of %f and %i rows', (interaction, rows) => {
    let [held, all] = [0, 0];
    for (const world of worlds({ interaction, rows, items: 300, count: 8 })) {
      const model = learn(world.factors, world.observations, 1);
      for (const { levels, accuracy } of world.rest) {
        const [forecast] = model?.forecast(levels) ?? [];
        if (forecast === undefined) throw new Error('one task is forecast');
        const { low, high } = intervalOf(forecast, Z90 * WIDENING);
        all += 1;
        if (low <= accuracy && accuracy <= high) held += 1;
      }
    }
    expect(held / all).toBeGreaterThan(0.85);
    expect(held / all).toBeLessThanOrEqual(0.98);
  });
});

describe('choose', () => {
  const factors = [factor('a', [null, null]), factor('b', [null])];
  const rows = [row([0, 0], 90, 100), row([1, 0], 80, 100)];
  const all = [0, 1, 2].flatMap((a) => [0, 1].map((b) => [a, b]));
  const known = new Set(rows.map(({ levels }) => levels.join()));

  it('takes the site that leaves least variance, as measuring each in turn shows', () => {
    const model = learn(factors, rows, 1);
    if (model === null) throw new Error('it can be fitted');
    const sites = all.map((levels) => ({ levels, stake: 1, measured: known.has(levels.join()) }));
    const noise = 0.1;
    const matrix = model.covariances(all, 0);
    const left = all.map((_, index) => {
      const own = matrix[index] ?? new Float64Array();
      return all.reduce(
        (sum, _site, other) =>
          sum +
          (matrix[other]?.[other] ?? 0) -
          (own[other] ?? 0) ** 2 / ((own[index] ?? 0) + noise),
        0,
      );
    });
    const best = left.indexOf(
      Math.min(...left.filter((_, index) => !known.has(all[index]?.join() ?? ''))),
    );
    const [chosen] = choose(model, sites, 1, noise);
    expect(chosen?.index).toBe(best);
    expect(chosen?.after).toBeLessThan(chosen?.before ?? 0);
  });

  it('never takes what is measured, or the same twice, and stops when nothing is left', () => {
    const model = learn(factors, rows, 1);
    if (model === null) throw new Error('it can be fitted');
    const sites = all.map((levels) => ({ levels, stake: 1, measured: known.has(levels.join()) }));
    const chosen = choose(model, sites, 10, 0.1).map(({ index }) => all[index]?.join());
    expect(chosen).toHaveLength(4);
    expect(new Set(chosen).size).toBe(4);
    expect(chosen.some((levels) => known.has(levels ?? ''))).toBe(false);
  });
});
