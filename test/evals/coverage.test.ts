import { describe, expect, it } from 'vitest';
import { logOdds, fromLogOdds } from '../../src/accuracy/logOdds.ts';
import { measured } from '../../src/accuracy/measured.ts';
import { wilson } from '../../src/accuracy/wilson.ts';
import { deltaToBaseline } from '../../src/evals/deltaToBaseline.ts';
import type { Outcome } from '../../src/evals/outcome.ts';
import { tally } from '../../src/evals/tally.ts';
import { mulberry32 } from '../support/mulberry32.ts';

/**
 * Evals drawn from a population whose truth is known: items are of different difficulty, and an
 * architecture that answers one of them in a run may not in the next. Nine in ten intervals should hold
 * the truth, however often each item ran.
 */
interface World {
  /** Standard deviation of the difficulty of items, in log odds. */
  readonly spread: number;
  readonly items: number;
  readonly runs: number;
  /** Share of runs that end in a time-out, whatever the item. */
  readonly failing: number;
}

const EVALS = 200;

/** Normal numbers out of uniform ones (Box and Muller). */
function normalOf(uniform: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Mean accuracy over all items that there could be. */
function truth(ability: number, spread: number): number {
  let sum = 0;
  let weights = 0;
  for (let z = -6; z <= 6; z += 0.05) {
    const weight = Math.exp((-z * z) / 2);
    sum += weight * fromLogOdds(ability + spread * z);
    weights += weight;
  }
  return sum / weights;
}

/** Outcomes of some architectures on the same items. */
function drawn(
  abilities: readonly (readonly [plan: string, ability: number])[],
  { spread, items, runs, failing }: World,
  uniform: () => number,
  task: string | null = null,
): Outcome[] {
  const normal = normalOf(uniform);
  const easy = Array.from({ length: items }, () => spread * normal());
  return abilities.flatMap(([plan, ability]) =>
    easy.flatMap((ease, item) =>
      Array.from({ length: runs }, (_, run): Outcome => {
        const isFailed = uniform() < failing;
        const isRight = uniform() < fromLogOdds(ability + ease);
        return {
          architecture: { plan },
          task,
          item: String(item),
          trial: runs === 1 ? null : String(run),
          score: isFailed ? null : Number(isRight),
          failure: isFailed ? 'timeout' : null,
          latencyMs: null,
          cost: null,
          at: 'r.csv',
        };
      }),
    ),
  );
}

const holds = ({ low, high }: { low: number; high: number }, value: number) =>
  low <= value && value <= high;

/** Share of evals whose figure says what is true. */
function coverage(of: (uniform: () => number) => boolean): number {
  const uniform = mulberry32(7);
  return Array.from({ length: EVALS }, () => of(uniform)).filter(Boolean).length / EVALS;
}

const ABILITY = logOdds(0.9);

describe('intervals of a graded architecture hold the truth', () => {
  it.each<[World, least: number, most: number]>([
    [{ spread: 0, items: 100, runs: 1, failing: 0 }, 0.86, 0.95],
    [{ spread: 2, items: 100, runs: 1, failing: 0 }, 0.86, 0.95],
    [{ spread: 2, items: 100, runs: 1, failing: 0.2 }, 0.86, 0.95],
    [{ spread: 2, items: 60, runs: 5, failing: 0 }, 0.88, 1],
    [{ spread: 5, items: 60, runs: 5, failing: 0.1 }, 0.88, 0.98],
  ])('%j', (world, least, most) => {
    const value = truth(ABILITY, world.spread);
    const share = coverage((uniform) => {
      const [own] = tally(drawn([['slow', ABILITY]], world, uniform));
      const counts = own?.passed.get('');
      return counts !== undefined && holds(wilson(counts), value);
    });
    expect(share).toBeGreaterThanOrEqual(least);
    expect(share).toBeLessThanOrEqual(most);
  });

  it('where runs counted as items, they would not', () => {
    const world = { spread: 5, items: 60, runs: 5, failing: 0 };
    const value = truth(ABILITY, world.spread);
    const share = coverage((uniform) => {
      const apart = drawn([['slow', ABILITY]], world, uniform).map((each) => ({
        ...each,
        item: `${each.item}@${each.trial}`,
        trial: null,
      }));
      const counts = tally(apart)[0]?.passed.get('');
      return counts !== undefined && holds(wilson(counts), value);
    });
    expect(share).toBeLessThan(0.65);
  });

  it('weighted by the traffic of tasks', () => {
    const world = { spread: 1, items: 80, runs: 1, failing: 0 };
    const abilities = { easy: logOdds(0.95), hard: logOdds(0.6) };
    const value = 0.7 * truth(abilities.easy, 1) + 0.3 * truth(abilities.hard, 1);
    const share = coverage((uniform) => {
      const outcomes = Object.entries(abilities).flatMap(([task, ability]) =>
        drawn([['slow', ability]], world, uniform, task),
      );
      const passed = tally(outcomes)[0]?.passed;
      const counts = Object.entries({ easy: 0.7, hard: 0.3 }).map(([name, weight]) => ({
        name,
        weight,
        ...(passed?.get(name) ?? { passed: 0, total: 0 }),
      }));
      return holds(measured(counts), value);
    });
    expect(share).toBeGreaterThanOrEqual(0.86);
    expect(share).toBeLessThanOrEqual(0.96);
  });
});

describe('intervals of a difference on the same items hold the truth', () => {
  it.each<[World, least: number, most: number]>([
    [{ spread: 0, items: 100, runs: 1, failing: 0 }, 0.86, 0.95],
    [{ spread: 3, items: 100, runs: 1, failing: 0.1 }, 0.86, 0.96],
    [{ spread: 3, items: 60, runs: 5, failing: 0 }, 0.88, 1],
  ])('%j', (world, least, most) => {
    const fast = ABILITY - 0.8;
    const value = truth(fast, world.spread) - truth(ABILITY, world.spread);
    const share = coverage((uniform) => {
      const outcomes = drawn(
        [
          ['slow', ABILITY],
          ['fast', fast],
        ],
        world,
        uniform,
      );
      const delta = deltaToBaseline({ plan: 'fast' }, { plan: 'slow' }, outcomes);
      return delta !== null && holds(delta, value);
    });
    expect(share).toBeGreaterThanOrEqual(least);
    expect(share).toBeLessThanOrEqual(most);
  });
});
