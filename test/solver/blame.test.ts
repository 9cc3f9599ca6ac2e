import { describe, expect, it } from 'vitest';
import { asItWas } from '../../src/solver/basis/asItWas.ts';
import type { Basis } from '../../src/solver/basis/basis.ts';
import { blameForAccuracy } from '../../src/solver/basis/blameForAccuracy.ts';
import { type BasisThen, blameForCost } from '../../src/solver/basis/blameForCost.ts';
import { blameForTime } from '../../src/solver/basis/blameForTime.ts';
import type { Evidence } from '../../src/solver/basis/evidence.ts';
import { type Pillar, pillarsOf } from '../../src/solver/basis/pillars.ts';
import { evaluation } from '../../src/solver/evaluation.ts';
import { choose, NO_LIMITS, problem, range, step } from '../support/problems.ts';

describe('blame for a time', () => {
  const slow = problem(
    [
      step('plan', range(400, 600)),
      step('search', range(300, 900)),
      step('answer', range(1000, 2000)),
    ],
    { limits: { ...NO_LIMITS, latency: [{ p: 0.95, ms: 2000 }] } },
  );
  const choices = choose(slow);
  const candidate = evaluation(slow).candidate(choices);
  const now = pillarsOf(slow, choices);
  const at = { corner: 'latency', p: 0.95 } as const;

  it('rests on one call of everything that runs', () => {
    expect(now.map(({ name, p95, runs }) => [name, Math.round(p95), runs])).toEqual([
      ['plan', 600, 1],
      ['search', 900, 1],
      ['answer', 2000, 1],
    ]);
  });

  it('falls on what became slower, most milliseconds first, and on nothing else', () => {
    const then = new Map(now.map((pillar) => [pillar.name, pillar]));
    then.set('answer', { ...now[2]!, p50: 700, p95: 1000 });
    then.set('plan', { ...now[0]!, p50: 400, p95: 500 });
    const blames = blameForTime(slow, choices, at, now, then);
    expect(blames.map(({ name }) => name)).toEqual(['answer', 'plan']);
    const undone = evaluation(asItWas(slow, 'answer', { p50: 700, p95: 1000, ttft: null }));
    const difference =
      (candidate.time('latency', 0.95) ?? 0) -
      (undone.candidate(choices).time('latency', 0.95) ?? 0);
    expect(blames[0]?.amount).toBeCloseTo(difference, 6);
  });

  it('is nobody’s when nothing changed', () => {
    const then = new Map(now.map((pillar) => [pillar.name, pillar]));
    expect(blameForTime(slow, choices, at, now, then)).toEqual([]);
  });

  it('puts a law back through the percentiles that were recorded', () => {
    const then = { p50: 500, p95: 800, p99: 1500, ttft: null };
    const [, search] = pillarsOf(asItWas(slow, 'search', then), choices);
    expect(search).toMatchObject({ p50: expect.closeTo(500, 6), p95: expect.closeTo(800, 6) });
  });

  it('knows a p99 apart from a p95, where a limit speaks of it', () => {
    const high = { ...slow, limits: { ...NO_LIMITS, latency: [{ p: 0.99, ms: 5000 }] } };
    const pillars = pillarsOf(high, choices);
    const then = new Map(pillars.map((pillar) => [pillar.name, pillar]));
    const answer = pillars[2]!;
    then.set('answer', { ...answer, p99: (answer.p99 ?? 0) / 1.05 });
    const [blame] = blameForTime(high, choices, { corner: 'latency', p: 0.99 }, pillars, then);
    expect(blame).toMatchObject({ name: 'answer', percentile: 'p99', of: 'call' });
  });

  it('falls on a first token that comes later, though the call takes no longer', () => {
    const streaming = step('answer', range(1000, 2000), { streams: true });
    const [option] = streaming.options;
    const late = problem([{ ...streaming, options: [{ ...option!, ttft: range(400, 800) }] }], {
      limits: { ...NO_LIMITS, ttft: [{ p: 0.95, ms: 500 }] },
    });
    const chosen = choose(late);
    const [pillar] = pillarsOf(late, chosen);
    const then = new Map([['answer', { ...pillar!, ttft: { p50: 200, p95: 400 } }]]);
    const blames = blameForTime(late, chosen, { corner: 'ttft', p: 0.95 }, [pillar!], then);
    expect(blames).toMatchObject([
      { name: 'answer', of: 'ttft', before: 400, amount: expect.closeTo(400, 0) as number },
    ]);
  });
});

const PILLAR: Pillar = {
  name: 'plan',
  value: 'fast',
  p50: 300,
  p95: 500,
  ttft: null,
  cost: 0.02,
  runs: 1,
  model: 'm',
  tokens: { input: 5000, output: 200 },
  monthly: 0,
  replicas: null,
  hourly: null,
};

function basis(pillar: Partial<Pillar>, more: Partial<Basis> = {}): Basis {
  return {
    pillars: [{ ...PILLAR, ...pillar }],
    prices: new Map([['m', { input: 3e-6, cached: null, output: 15e-6 }]]),
    traffic: { requests: 10_000, turns: 1 },
    evidence: null,
    ...more,
  };
}

function then(pillar: Partial<Pillar>, more: Partial<BasisThen> = {}): BasisThen {
  const { pillars, ...rest } = basis(pillar);
  return { ...rest, pillars: new Map(pillars.map((each) => [each.name, each])), ...more };
}

describe('blame for a cost', () => {
  const cheap = { cost: 0.01 };
  it.each([
    [
      'the price of its tokens',
      basis({}),
      then(cheap, { prices: new Map([['m', { input: 1e-6, cached: null, output: 15e-6 }]]) }),
      { kind: 'price', token: 'input', model: 'm', before: 1e-6, now: 3e-6 },
    ],
    [
      'its tokens',
      basis({}),
      then({ ...cheap, tokens: { input: 2500, output: 200 } }),
      { kind: 'tokens', token: 'input', before: 2500, now: 5000 },
    ],
    [
      'how often it is called',
      basis({ runs: 2 }),
      then(cheap),
      { kind: 'runs', before: 1, now: 2 },
    ],
    ['its model', basis({ model: 'big' }), then(cheap), { kind: 'model', before: 'm', now: 'big' }],
    ['nothing that was recorded', basis({}), then(cheap), { kind: 'call' }],
    ['being new', basis({}), then({ ...cheap, name: 'other' }), { kind: 'new' }],
  ])('names %s', (_, now, before, cause) => {
    expect(blameForCost(now, before)).toMatchObject([{ name: 'plan', cause, per: 'request' }]);
  });

  it.each([
    [
      'replicas',
      basis({ monthly: 900, replicas: 3 }),
      then({ monthly: 600, replicas: 2 }),
      { kind: 'replicas', before: 2, now: 3 },
      0.03,
    ],
    [
      'a monthly cost that rose',
      basis({ monthly: 900 }),
      then({ monthly: 600 }),
      { kind: 'monthly' },
      0.03,
    ],
    [
      'a monthly cost that fewer requests share',
      basis({ monthly: 900 }, { traffic: { requests: 5000, turns: 1 } }),
      then({ monthly: 900 }),
      { kind: 'spread' },
      0.09,
    ],
  ])('names %s, in USD a request', (_, now, before, cause, amount) => {
    const [blame] = blameForCost(now, before);
    expect(blame).toMatchObject({ cause, per: 'month' });
    expect(blame?.amount).toBeCloseTo(amount, 9);
  });

  it('is nobody’s when nothing became dearer', () => {
    expect(blameForCost(basis({ cost: 0.01, monthly: 10 }), then({ monthly: 10 }))).toEqual([]);
  });
});

const EVIDENCE: Evidence = {
  eval: 'standard',
  basis: 'predicted',
  n: null,
  baseline: 0.95,
  tasks: new Map([
    ['bookings', 0.9],
    ['refunds', 0.8],
  ]),
  effects: new Map([['plan', -0.05]]),
  rows: [],
};

describe('blame for an accuracy', () => {
  it('names the effects and the baseline that fell, most points first', () => {
    const now = {
      ...EVIDENCE,
      baseline: 0.94,
      effects: new Map([
        ['plan', -0.08],
        ['critic', -0.02],
      ]),
    };
    expect(blameForAccuracy(now, EVIDENCE)).toEqual([
      { kind: 'effect', name: 'plan', before: -0.05, now: -0.08 },
      { kind: 'effect', name: 'critic', before: 0, now: -0.02 },
      { kind: 'baseline', before: 0.95, now: 0.94 },
    ]);
  });

  it('names the tasks that fell in the rows that measure it', () => {
    const measured: Evidence = { ...EVIDENCE, basis: 'measured', n: 200, rows: [1] };
    const now = {
      ...measured,
      tasks: new Map([
        ['bookings', 0.91],
        ['refunds', 0.7],
      ]),
    };
    expect(blameForAccuracy(now, measured)).toEqual([
      { kind: 'rows', tasks: [{ name: 'refunds', before: 0.8, now: 0.7 }] },
    ]);
  });

  it('says when a measured figure became a prediction, and the other way round', () => {
    const measured: Evidence = { ...EVIDENCE, basis: 'measured', n: 200, rows: [1] };
    expect(blameForAccuracy(EVIDENCE, measured)).toEqual([{ kind: 'unmeasured' }]);
    expect(blameForAccuracy(measured, EVIDENCE)).toEqual([{ kind: 'measured' }]);
    expect(blameForAccuracy({ ...EVIDENCE, eval: 'new' }, EVIDENCE)).toEqual([
      { kind: 'eval', before: 'standard', now: 'new' },
    ]);
  });
});
