import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ComparedAgent,
  type ComparedArchitecture,
  diffAgents,
} from '../../src/solver/diffAgents.ts';
import type { WrittenLimits } from '../../src/solver/result.ts';

const NO_LIMITS: WrittenLimits = {
  latency: null,
  ttft: null,
  progress: null,
  deadline: null,
  accuracy: null,
  tools: 'all',
  cost: null,
};

function architecture(change: Partial<ComparedArchitecture> = {}): ComparedArchitecture {
  return {
    choices: { plan: 'low', tools: ['crm', 'web'] },
    shown: { percentile: 'p95', ms: 2000 },
    accuracy: { value: 0.9, low: 0.88, high: 0.92, basis: 'measured' },
    cost: { perRequest: 0.01 },
    ...change,
  };
}

function agent(change: Partial<ComparedAgent> = {}): ComparedAgent {
  const offer = change.feasible?.[0] ?? architecture();
  return {
    agent: 'assistant',
    limits: NO_LIMITS,
    feasibleCount: { value: 1 },
    feasible: [offer],
    pickTwo: [],
    nearMisses: [],
    proposal: { choices: offer.choices },
    today: null,
    ...change,
  };
}

const offering = (change: Partial<ComparedArchitecture>) =>
  agent({ feasible: [architecture(change)] });

describe('what changed between two answers', () => {
  it('is nothing between an answer and itself', () => {
    const one = agent({ today: architecture(), limits: { ...NO_LIMITS, latency: { p95: 2000 } } });
    expect(diffAgents([one], [structuredClone(one)])).toEqual([]);
  });

  it('is every figure the other way about when the sides change places', () => {
    const figure = fc.record({
      ms: fc.integer({ min: 500, max: 9000 }),
      value: fc.integer({ min: 50, max: 99 }).map((share) => share / 100),
      usd: fc.integer({ min: 1, max: 99 }).map((cents) => cents / 1000),
    });
    const drawn = figure.map(({ ms, value, usd }) =>
      offering({
        shown: { percentile: 'p95', ms },
        accuracy: { value, low: value - 0.02, high: value + 0.01, basis: 'measured' },
        cost: { perRequest: usd },
      }),
    );
    const turned = { better: 'worse', worse: 'better', other: 'other' } as const;
    fc.assert(
      fc.property(drawn, drawn, (a, b) => {
        const there = diffAgents([a], [b]);
        const back = diffAgents([b], [a]);
        expect(
          back.map(({ what, before, after, direction, significant }) => ({
            what,
            before,
            after,
            direction,
            significant,
          })),
        ).toEqual(
          there.map(({ what, before, after, direction, significant }) => ({
            what,
            before: after,
            after: before,
            direction: turned[direction],
            significant,
          })),
        );
      }),
    );
  });

  it('names agents that came and went', () => {
    const [old, kept, fresh] = ['old', 'kept', 'fresh'].map((name) => agent({ agent: name }));
    if (!old || !kept || !fresh) throw new Error('three agents');
    expect(diffAgents([old, kept], [kept, fresh])).toMatchObject([
      { subject: 'old', what: 'agent', before: 'there', after: 'not there', significant: true },
      { subject: 'fresh', what: 'agent', before: 'not there', after: 'there', significant: true },
    ]);
  });
});

describe('feasibility', () => {
  const counted = (value: number) => agent({ feasibleCount: { value } });
  it.each([
    [0, 3, 'better', true],
    [3, 0, 'worse', true],
    [3, 5, 'other', false],
  ] as const)('from %d to %d is %s', (before, after, direction, significant) => {
    expect(diffAgents([counted(before)], [counted(after)])).toMatchObject([
      {
        what: 'architectures that keep every limit',
        before: String(before),
        after: String(after),
        direction,
        significant,
      },
    ]);
  });
});

describe('limits', () => {
  const limited = (change: Partial<WrittenLimits>) =>
    agent({ limits: { ...NO_LIMITS, ...change } });

  it.each<[string, Partial<WrittenLimits>, Partial<WrittenLimits>, ...string[]]>([
    [
      'a percentile',
      { latency: { p95: 2000 } },
      { latency: { p95: 2500 } },
      'latency',
      'p95 2 s',
      'p95 2.5 s',
      'loosened',
    ],
    [
      'a limit taken away',
      { ttft: { p95: 900 } },
      {},
      'first token',
      'p95 900 ms',
      'none',
      'loosened',
    ],
    ['a deadline', {}, { deadline: 86_400_000 }, 'deadline', 'none', '24 h', 'tightened'],
    [
      'a task floor',
      { accuracy: { atLeast: 0.9, eval: null, tasks: {} } },
      { accuracy: { atLeast: 0.9, eval: null, tasks: { refunds: 0.95 } } },
      'accuracy',
      '90%',
      '90%, refunds 95%',
      'tightened',
    ],
    [
      'money',
      { cost: { perRequest: 0.01, perConversation: null, perMonth: null } },
      { cost: { perRequest: null, perConversation: null, perMonth: 60 } },
      'cost',
      'a request $0.01',
      'a month $60',
      '',
    ],
    [
      'tools',
      { tools: ['crm', 'web'] },
      { tools: { atLeast: 1 } },
      'tools',
      'crm, web',
      'at least 1',
      '',
    ],
    [
      'fewer tools',
      { tools: ['crm', 'web'] },
      { tools: ['web'] },
      'tools',
      'crm, web',
      'web',
      'loosened',
    ],
    [
      'another eval',
      { accuracy: { atLeast: 0.9, eval: 'old', tasks: {} } },
      { accuracy: { atLeast: 0.8, eval: 'new', tasks: {} } },
      'accuracy',
      '90%, old',
      '80%, new',
      '',
    ],
    [
      'cents',
      { cost: { perRequest: 0.0141, perConversation: null, perMonth: null } },
      { cost: { perRequest: 0.0144, perConversation: null, perMonth: null } },
      'cost',
      'a request $0.0141',
      'a request $0.0144',
      'loosened',
    ],
  ])('tell %s in words, and always count', (_, a, b, of, before, after, by) => {
    expect(diffAgents([limited(a)], [limited(b)])).toEqual([
      {
        subject: 'assistant',
        what: `limit on ${of}`,
        before,
        after,
        by,
        direction: 'other',
        significant: true,
      },
    ]);
  });
});

describe('other limits', () => {
  const asked = (p95: number, change: Partial<ComparedAgent> = {}) =>
    agent({ limits: { ...NO_LIMITS, latency: { p95 } }, ...change });
  const none = { feasibleCount: { value: 0 } };
  const feasibility = (a: ComparedAgent, b: ComparedAgent) => {
    const [found] = diffAgents([a], [b]);
    return [found?.what, found?.by, found?.direction, found?.significant];
  };
  const WHAT = 'architectures that keep every limit';

  it('that are looser make more fit: that is no improvement', () => {
    expect(feasibility(asked(2000, none), asked(3000))).toEqual([
      WHAT,
      'limits loosened',
      'other',
      true,
    ]);
  });

  it('that are tighter and kept all the same are one', () => {
    expect(feasibility(asked(3000, none), asked(2000))).toEqual([WHAT, '', 'better', true]);
  });

  it('that nothing keeps any more are worse, whatever the reason, which is told', () => {
    expect(feasibility(asked(3000), asked(2000, none))).toEqual([
      WHAT,
      'limits tightened',
      'worse',
      true,
    ]);
    expect(feasibility(asked(2000), asked(3000, none))).toEqual([WHAT, '', 'worse', true]);
  });

  const quick = architecture({ choices: { plan: 'fast' } });
  const slow = architecture({
    choices: { plan: 'high' },
    shown: { percentile: 'p95', ms: 9000 },
    cost: { perRequest: 0.03 },
  });
  const offers = (a: ComparedAgent, b: ComparedAgent) =>
    diffAgents([a], [b])
      .filter(({ what }) => /offer/u.test(what))
      .map(({ what, direction }) => [what, direction]);

  it('bring another offer, which is neither better nor worse', () => {
    const a = asked(2000, { feasible: [quick], proposal: { choices: quick.choices } });
    const b = asked(9000, { feasible: [slow], proposal: { choices: slow.choices } });
    expect(offers(a, b)).toEqual([
      ['plan in the offer', 'other'],
      ['p95, offer', 'other'],
      ['cost a request, offer', 'other'],
    ]);
  });

  it('leave what was offered before to be compared with itself', () => {
    const later = { ...quick, cost: { perRequest: 0.02 } };
    const a = asked(2000, { feasible: [quick], proposal: { choices: quick.choices } });
    const b = asked(9000, { feasible: [slow, later], proposal: { choices: slow.choices } });
    expect(offers(a, b)).toContainEqual(['cost a request, what was offered before', 'worse']);
    const same = asked(2000, { feasible: [later], proposal: { choices: quick.choices } });
    expect(offers(a, { ...same, limits: b.limits })).toEqual([['cost a request, offer', 'worse']]);
  });

  it('on another eval leave accuracies that say nothing about each other', () => {
    const on = (name: string, value: number) =>
      agent({
        limits: { ...NO_LIMITS, accuracy: { atLeast: 0.8, eval: name, tasks: {} } },
        feasible: [
          architecture({ accuracy: { value, low: value, high: value, basis: 'measured' } }),
        ],
      });
    const accuracyOf = (a: ComparedAgent, b: ComparedAgent) =>
      diffAgents([a], [b]).find(({ what }) => what === 'accuracy, offer')?.direction;
    expect(accuracyOf(on('old', 0.9), on('new', 0.8))).toBe('other');
    expect(accuracyOf(on('old', 0.9), on('old', 0.8))).toBe('worse');
  });
});

describe('the offer', () => {
  it('is compared choice by choice, then by its figures', () => {
    const other = offering({
      choices: { plan: 'fast', tools: [], memory: 'on' },
      shown: { percentile: 'p95', ms: 1500 },
    });
    expect(
      diffAgents([agent()], [other]).map(({ what, before, after }) => [what, before, after]),
    ).toEqual([
      ['plan in the offer', 'low', 'fast'],
      ['tools in the offer', 'crm, web', 'none'],
      ['memory in the offer', 'not there', 'on'],
      ['p95, offer', '2.00 s', '1.50 s'],
    ]);
  });

  it('is found among the trades and near misses where nothing fits', () => {
    const slow = architecture({
      choices: { plan: 'high' },
      shown: { percentile: 'p95', ms: 8000 },
    });
    const stuck = agent({
      feasibleCount: { value: 0 },
      feasible: [],
      pickTwo: [{ architecture: null }, { architecture: slow }],
      nearMisses: [architecture()],
      proposal: { choices: slow.choices },
    });
    const near = { ...stuck, pickTwo: [], nearMisses: [slow] };
    expect(diffAgents([stuck], [near])).toEqual([]);
  });

  it('has no times to compare where the limit moved to another percentile', () => {
    const p99 = offering({ shown: { percentile: 'p99', ms: 4000 } });
    expect(diffAgents([agent()], [p99])).toEqual([]);
  });
});

describe('what counts', () => {
  const first = (a: ComparedAgent, b: ComparedAgent) => diffAgents([a], [b])[0];

  it.each([
    [2000, 2030, false],
    [2000, 2050, true],
  ])('from %d to %d ms: more than 2%% is', (from, to, significant) => {
    const [a, b] = [from, to].map((ms) => offering({ shown: { percentile: 'p95', ms } }));
    expect(first(a ?? agent(), b ?? agent())).toMatchObject({ direction: 'worse', significant });
  });

  it('in accuracy is told by the intervals', () => {
    const near = offering({
      accuracy: { value: 0.89, low: 0.87, high: 0.91, basis: 'measured' },
    });
    const far = offering({ accuracy: { value: 0.8, low: 0.78, high: 0.82, basis: 'measured' } });
    expect(first(agent(), near)).toMatchObject({ direction: 'worse', significant: false });
    expect(first(agent(), far)).toMatchObject({ by: '−10.0 points', significant: true });
  });

  it('an accuracy that is no longer known is worse, one that is now known is not', () => {
    const unknown = offering({
      accuracy: { value: null, low: null, high: null, basis: 'unknown' },
    });
    expect(first(agent(), unknown)).toMatchObject({ after: 'unknown', direction: 'worse' });
    expect(first(unknown, agent())).toMatchObject({ before: 'unknown', direction: 'other' });
  });

  it('says that a figure is now measured, though it is the same', () => {
    const predicted = offering({
      accuracy: { value: 0.9, low: 0.8, high: 0.95, basis: 'predicted' },
    });
    expect(first(predicted, agent())).toMatchObject({
      before: '90.0% predicted',
      after: '90.0% measured',
      by: '',
      direction: 'other',
    });
  });
});
