import { describe, expect, it } from 'vitest';
import { randomScene, type Scene } from '../support/oracle/randomScenes.ts';
import {
  casesOf,
  expectCounted,
  expectFeasible,
  expectFrontier,
  expectHosts,
  expectShown,
  expectTrades,
} from '../support/oracleCase.ts';

/**
 * As in randomAgents.test.ts, of agents that have a deadline, GPUs, a prompt cache, another agent beside
 * them or a stated today: batches and what is promised of them, replicas, hits derived from traffic and
 * shared monthly costs have to be what design.md and the cost model say.
 */

const SEEDS: Readonly<Record<Scene, readonly number[]>> = {
  // Those that told something wrong apart, and a few more.
  deadline: [2, 34, 45, 51, 80, 96, 355],
  hosts: [1, 2, 27, 28, 31, 44, 45, 60],
  caching: [3, 14, 20, 22, 57, 68, 117],
  agents: [1, 2, 3, 4, 5, 6],
  today: [1, 2, 3, 4, 5, 6],
  all: [6, 7, 44, 55],
};

const SCENES = Object.entries(SEEDS).flatMap(([scene, seeds]) =>
  seeds.map((seed) => ({ scene: scene as Scene, seed })),
);

describe.each(SCENES)('$scene $seed', ({ scene, seed }) => {
  const cases = casesOf(randomScene(scene, seed)) ?? [];

  it('is answered as the rules do', () => {
    expect(cases.length).toBeGreaterThan(0);
    for (const one of cases) {
      expectCounted(one);
      expectShown(one);
      expectHosts(one);
      expectFeasible(one);
      expectFrontier(one);
      expectTrades(one);
    }
  });
});
