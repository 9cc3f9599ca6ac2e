import { describe, expect, it } from 'vitest';
import { randomTexts } from '../support/oracle/randomTexts.ts';
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
 * Random specs and tables, as texts, solved by the program and worked out by the rules alone (see
 * test/support/oracle: every course that a request may take, one by one). All figures that a result
 * prints, what fits, the frontier and what each limit costs have to be the same.
 */

const SEEDS = Array.from({ length: 48 }, (_, index) => index + 1);

const CASES = SEEDS.map((seed) => [seed, casesOf(randomTexts(seed))] as const);

it('are rules enough for nearly all of them', () => {
  const broken = CASES.filter(([, one]) => one === null);
  expect(broken.length).toBeLessThan(SEEDS.length / 20);
});

const UNDERSTOOD = CASES.flatMap(([seed, agents]) => (agents ?? []).map((one) => ({ seed, one })));

describe.each(UNDERSTOOD)('random agent $seed', ({ one }) => {
  it('has as many architectures as its choices multiply to', () => {
    expectCounted(one);
  });

  it('prints the figures that the rules give', () => {
    expectShown(one);
    expectHosts(one);
  });

  it('lists what keeps every limit, and nothing else', () => {
    expectFeasible(one);
  });

  it('has on its frontier what none beats', () => {
    expectFrontier(one);
  });

  it('lets each limit give way to the best it can be', () => {
    expectTrades(one);
  });
});
