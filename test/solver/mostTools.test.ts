import { describe, expect, it } from 'vitest';
import { certain } from '../../src/latency/certain.ts';
import { chooseLattice } from '../../src/latency/horizon.ts';
import { cdfAt } from '../../src/latency/quantile.ts';
import type { Option } from '../../src/solver/search/option.ts';
import { mergePairs } from '../../src/solver/search/mergePairs.ts';
import { toolWorth } from '../../src/solver/search/toolWorth.ts';
import type { Tool, ToolGroup } from '../../src/solver/problem.ts';
import { mulberry32 } from '../support/mulberry32.ts';

function tool(name: string, usedBy: number | null): Tool {
  return {
    name,
    options: [],
    usedBy,
    chance: usedBy ?? 1,
    calls: [{ count: 1, share: 1 }],
    keptEffect: null,
    droppedEffect: null,
  };
}

const bySets: ToolGroup = {
  tools: [tool('crm', 0.6), tool('mail', 0.4), tool('maps', 0.2)],
  orders: ['series'],
  sets: [
    { share: 0.4, tools: ['crm'] },
    { share: 0.3, tools: ['crm', 'mail'] },
    { share: 0.2, tools: ['maps'] },
    { share: 0.1, tools: [] },
  ],
};

describe('the worth of tools', () => {
  it('is the share of measured sets that use no dropped tool', () => {
    const worth = toolWorth(bySets, 'coverage');
    expect(worth.whole.value).toBeCloseTo(1, 12);
    const noMail = worth.without(worth.whole, 'mail');
    expect(noMail.value).toBeCloseTo(0.7, 12);
    expect(worth.without(noMail, 'crm').value).toBeCloseTo(0.3, 12);
  });

  it('is the product of what each dropped tool leaves where sets were not measured', () => {
    const worth = toolWorth({ ...bySets, sets: null }, 'coverage');
    const both = worth.without(worth.without(worth.whole, 'crm'), 'maps');
    expect(Math.exp(both.value)).toBeCloseTo(0.4 * 0.8, 12);
  });

  it('ranks any known coverage above an unknown one', () => {
    const group = { ...bySets, sets: null, tools: [tool('crm', 1), tool('mail', null)] };
    const worth = toolWorth(group, 'coverage');
    const known = worth.without(worth.whole, 'crm').value;
    expect(known).toBeGreaterThan(worth.without(worth.whole, 'mail').value);
  });

  it('bounds how many more tools could go', () => {
    const worth = toolWorth({ ...bySets, sets: null }, 'coverage');
    const mayLose = -Math.log(0.8) - Math.log(0.6);
    expect(worth.mostDropped(worth.whole, bySets.tools, mayLose)).toBe(2);
    expect(worth.mostDropped(worth.whole, bySets.tools, mayLose - 1e-6)).toBe(1);
    expect(worth.mostDropped(worth.whole, bySets.tools, Number.POSITIVE_INFINITY)).toBe(3);
    const measured = toolWorth(bySets, 'coverage');
    expect(measured.mostDropped(measured.whole, bySets.tools, 0.25)).toBe(1);
  });
});

describe('options merged in pairs', () => {
  const lattice = chooseLattice(1000, 64);
  const random = mulberry32(5);
  const options = Array.from({ length: 33 }, (_, index): Option => {
    const law = certain(lattice, Math.floor(800 * random()));
    return {
      law,
      signs: [],
      again: { law, signs: [] },
      cost: random(),
      costAgain: random(),
      fixed: random(),
      scores: [random(), random()],
      unknown: false,
      rows: BigInt(index % 2),
      tools: Math.floor(5 * random()),
      worth: random(),
      served: BigInt(Math.floor(8 * random())),
      picks: { values: [], tools: null, order: null },
    };
  });

  it('are as good as both of those they stand for', () => {
    const merged = mergePairs(options);
    expect(merged.length).toBeLessThanOrEqual(options.length / 2 + 2);
    const cells = Array.from({ length: 25 }, (_, index) => index * 40);
    const asGood = (a: Option, b: Option) =>
      a.rows === b.rows &&
      a.cost <= b.cost &&
      a.fixed <= b.fixed &&
      a.worth >= b.worth &&
      a.tools >= b.tools &&
      (a.served & b.served) === b.served &&
      a.scores.every((score, task) => score >= (b.scores[task] ?? 0)) &&
      cells.every((ms) => cdfAt(a.law, ms) >= cdfAt(b.law, ms) - 1e-12);
    for (const option of options) expect(merged.some((other) => asGood(other, option))).toBe(true);
  });
});
