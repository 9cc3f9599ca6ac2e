import { describe, expect, test } from 'vitest';
import { costOf } from '../../src/solver/cost.ts';
import { expectedRuns } from '../../src/solver/expectedRuns.ts';
import type { Problem } from '../../src/solver/problem.ts';
import { solve } from '../../src/solver/solve.ts';
import { loadExample, loadText, onlyProblem, problemOf } from '../support/loadText.ts';
import {
  choose,
  fee,
  type Flow,
  modelCall,
  NO_LIMITS,
  option,
  point,
  problem,
  shortcut,
  SONNET,
  step,
  tool,
  tools,
} from '../support/problems.ts';

const paid = (name: string, usd: number, rest: Parameters<typeof step>[2] = {}) =>
  step(name, [option('on', point(10), { call: fee(usd) })], rest);

function perRequest(
  flow: readonly Flow[],
  rest: Parameters<typeof problem>[1] = {},
): number | null {
  const whole = problem(flow, rest);
  return costOf(whole, choose(whole)).perRequest;
}

describe('realtime-agent', () => {
  const agent = onlyProblem(loadExample('realtime-agent'));
  const { today } = agent;
  if (today === null) throw new Error('no today');
  const cost = costOf(agent, today);

  test('costs $0.05357 a request today', () => {
    expect(cost.perRequest).toBeCloseTo(0.053568, 12);
  });

  test('of which each part, with 1.08 runs for a critic that sends 8% back, is', () => {
    const redo = 1.08;
    // 5,200 in at $3 and 180 + 1,100 out at $15 per million tokens.
    expect(cost.parts['plan']).toBeCloseTo(redo * (0.0156 + 0.0192), 12);
    expect(cost.parts['crm-lookup']).toBeCloseTo(redo * 0.0004, 12);
    for (const name of ['calendar', 'pricing', 'inventory']) {
      expect(cost.parts[name]).toBeCloseTo(redo * 0.0001, 12);
    }
    for (const name of ['tickets', 'policy-search']) {
      expect(cost.parts[name]).toBeCloseTo(redo * 0.0002, 12);
    }
    // Haiku: 3,200 in at $1, 120 out at $5.
    expect(cost.parts['answer']).toBeCloseTo(redo * 0.0038, 12);
    // 3,000 in at $3, 60 out at $15.
    expect(cost.parts['critic']).toBeCloseTo(redo * 0.0099, 12);
    expect(cost.parts['retrieval']).toBe(0);
    expect(cost.parts['fixed']).toBe(0);
  });

  test('costs $1,071.36 a month at 20,000 requests, and three times that in month 12', () => {
    expect(cost.perMonth.launch).toBeCloseTo(1071.36, 6);
    expect(cost.perMonth.month12).toBeCloseTo(3214.08, 6);
  });

  test('compaction saves 1,100 tokens of plan and answer, nothing of the critic below its input', () => {
    const compacted = costOf(agent, {
      ...today,
      values: new Map(today.values).set('compaction', 'on'),
    });
    expect((cost.parts['plan'] ?? 0) - (compacted.parts['plan'] ?? 0)).toBeCloseTo(
      1.08 * 1100 * 3e-6,
      12,
    );
    expect((cost.parts['answer'] ?? 0) - (compacted.parts['answer'] ?? 0)).toBeCloseTo(
      1.08 * 1100 * 1e-6,
      12,
    );
  });

  test('kept-warm retrieval, plan cache and memory add $165 a month, spread over requests', () => {
    const values = {
      retrieval: 'kept-warm',
      'plan-cache': 'on',
      memory: 'on',
      compaction: 'off',
      plan: 'medium',
    };
    const { parts, perMonth, perRequest } = costOf(agent, choose(agent, { values }));
    expect(parts['fixed']).toBeCloseTo(165 / 20_000, 12);
    const calls = (perRequest ?? 0) - (parts['fixed'] ?? 0);
    expect(perMonth.launch).toBeCloseTo(20_000 * calls + 165, 6);
    expect(perMonth.month12).toBeCloseTo(60_000 * calls + 165, 6);
    // The plan runs when both miss, and 8% of answers are planned again without them.
    expect(parts['plan']).toBeCloseTo((0.7 * 0.75 + 0.08) * 0.0348, 12);
    expect(parts['memory']).toBeCloseTo(0.7 * 0.0002, 12);
  });
});

describe('expectation (rule 14)', () => {
  test('calls and chance weigh what is paid', () => {
    const calls = [
      { count: 1, share: 0.6 },
      { count: 2, share: 0.3 },
      { count: 3, share: 0.1 },
    ];
    expect(perRequest([paid('a', 0.01, { chance: 0.4, calls })])).toBeCloseTo(0.4 * 1.5 * 0.01, 12);
  });

  test('all parallel branches are paid', () => {
    expect(perRequest([{ parallel: [[paid('a', 0.01)], [paid('b', 0.02)]] }])).toBeCloseTo(
      0.03,
      12,
    );
  });

  test('tools cost the same in series and in parallel', () => {
    const list = [
      tool('x', [option('on', point(5), { call: fee(0.001) })], { chance: 0.34 }),
      tool('y', [option('on', point(5), { call: fee(0.002) })]),
    ];
    for (const order of ['series', 'parallel'] as const) {
      expect(perRequest([tools(list, [order])])).toBeCloseTo(0.00234, 12);
    }
  });

  test('a loop repeats chance, chance², … of what it redoes, itself included', () => {
    const check = paid('check', 0.001, { onReject: { redo: 'plan', chance: 0.2, times: 3 } });
    const again = 0.2 + 0.04 + 0.008;
    expect(perRequest([paid('plan', 0.01), check])).toBeCloseTo(0.011 * (1 + again), 12);
  });

  test('a verifier by chance rejects by chance', () => {
    const check = paid('check', 0.001, {
      chance: 0.5,
      onReject: { redo: 'plan', chance: 0.2, times: 1 },
    });
    // Planned again in 10%; verified in 50%, and then again in half of the redone.
    expect(perRequest([paid('plan', 0.01), check])).toBeCloseTo(
      0.01 * 1.1 + 0.001 * (0.5 + 0.05),
      12,
    );
  });

  test('a lookup is paid on hit and miss, what it skips on a miss, and redone in full', () => {
    const cache = shortcut('cache', ['plan'], 0.3, point(1), { call: fee(0.0001) });
    const check = paid('check', 0, { onReject: { redo: 'plan', chance: 0.1, times: 1 } });
    expect(perRequest([paid('plan', 0.01), check], { shortcuts: [cache] })).toBeCloseTo(
      0.0001 + 0.7 * 0.01 + 0.1 * 0.01,
      12,
    );
  });

  test('once a shortcut hits, the next one to the same step is not paid', () => {
    const cache = (name: string) => shortcut(name, ['plan'], 0.5, point(1), { call: fee(0.001) });
    const whole = problem([paid('plan', 0.01)], { shortcuts: [cache('one'), cache('two')] });
    const runs = expectedRuns(whole, choose(whole));
    expect([runs.get('one'), runs.get('two'), runs.get('plan')]).toEqual([1, 0.5, 0.25]);
    expect(costOf(whole, choose(whole)).perRequest).toBeCloseTo(0.001 + 0.0005 + 0.0025, 12);
  });

  test('what is off costs nothing, its fixed cost neither', () => {
    const optional = step('a', [option('on', point(1), { call: fee(1), fixedCost: 50 })], {
      optional: true,
    });
    const whole = problem([optional], {
      traffic: { requests: 100, requestsInTwelveMonths: null, turns: 1 },
    });
    expect(costOf(whole, choose(whole, { values: { a: 'off' } })).perMonth.launch).toBe(0);
    expect(costOf(whole, choose(whole)).perMonth.launch).toBeCloseTo(150, 9);
  });
});

describe('compaction (rule 14)', () => {
  const compact = (chance = 1) =>
    step('compact', [option('on', point(10), { saves: 1000 })], { kind: 'compaction', chance });
  const reader = (name: string, prefix = 0) =>
    step(name, [option('on', point(10), { call: modelCall(SONNET, { input: 2000, prefix }) })]);
  const FULL = 0.006;
  const LESS = 0.003;

  test('reduces later model calls, not earlier ones', () => {
    expect(perRequest([reader('a'), compact(), reader('b')])).toBeCloseTo(FULL + LESS, 12);
  });

  test('not those that run beside it', () => {
    expect(perRequest([{ parallel: [[compact()], [reader('a')]] }, reader('b')])).toBeCloseTo(
      FULL + LESS,
      12,
    );
  });

  test('never below the prefix of a call', () => {
    expect(perRequest([compact(), reader('a', 1600)])).toBeCloseTo(1600 * 3e-6, 12);
  });

  test('by chance saves by chance', () => {
    expect(perRequest([compact(0.25), reader('a')])).toBeCloseTo(0.25 * LESS + 0.75 * FULL, 12);
  });

  test('two of them save together', () => {
    const other = { ...compact(), name: 'other', component: 'other' };
    expect(perRequest([compact(), other, reader('a', 500)])).toBeCloseTo(500 * 3e-6, 12);
  });

  test('changes no latency of anything else', () => {
    const whole = problem([compact(), reader('a')]);
    const answer = solve(whole);
    if ('tooMany' in answer) throw new Error('too many');
    expect(answer.result.frontier).toEqual([]);
    expect(answer.result.feasible[0]?.latency.e2e.mean).toBeCloseTo(20, 6);
  });
});

describe('fixed costs (rule 16)', () => {
  const index = (name: string) =>
    step(name, [option('on', point(10), { fixedCost: 90 })], { component: 'index' });
  const traffic = { requests: 1000, requestsInTwelveMonths: 3000, turns: 3 };

  test('are paid once for a component that two steps use', () => {
    const whole = problem([index('first'), index('second')], { traffic });
    const { perRequest, perConversation, perMonth, parts } = costOf(whole, choose(whole));
    expect(perMonth).toEqual({ launch: 90, month12: 90 });
    expect(perRequest).toBeCloseTo(0.09, 12);
    expect(perConversation).toBeCloseTo(0.27, 12);
    expect(parts['fixed']).toBeCloseTo(0.09, 12);
  });

  test('of a component that several agents use are shared by their requests', () => {
    const agent = (name: string, requests: number) =>
      `  ${name}: { want: { cost: $1 }, workflow: [{ step: index }], traffic: { requests: ${requests}/month } }`;
    const { problems } = loadText(
      `agents:\n${agent('small', 1000)}\n${agent('large', 3000)}`,
      'components: { index: { kind: retrieval, latency: 1-2s, fixed_cost: $90/month } }',
    );
    const monthly = problems.map((one) => costOf(one, choose(one)).perMonth.launch);
    expect(monthly).toEqual([22.5, 67.5]);
  });

  test('cannot be spread without traffic', () => {
    const whole = problem([index('first'), paid('plan', 0.01)]);
    const { perRequest, perMonth, parts } = costOf(whole, choose(whole));
    expect(perRequest).toBeCloseTo(0.01, 12);
    expect(parts['fixed']).toBeNull();
    expect(perMonth).toEqual({ launch: null, month12: null });
  });
});

describe('an unknown price', () => {
  const unknown = step('a', [option('on', point(10), { call: modelCall(null, { input: 10 }) })]);
  const traffic = { requests: 1000, requestsInTwelveMonths: 3000, turns: 3 };

  test('makes every total unknown, never free', () => {
    const whole = problem([paid('plan', 0.01), unknown], { traffic });
    const { perRequest, perConversation, perMonth, parts } = costOf(whole, choose(whole));
    expect([perRequest, perConversation, perMonth.launch, perMonth.month12]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(parts['a']).toBeNull();
    expect(parts['plan']).toBeCloseTo(0.01, 12);
  });

  test('so do tokens that the table does not state', () => {
    const call = { ...modelCall(SONNET, {}), tokensKnown: false };
    expect(perRequest([step('a', [option('on', point(10), { call })])])).toBeNull();
  });

  test('of a step that is off does not matter', () => {
    const whole = problem([paid('plan', 0.01), { ...unknown, optional: true }], { traffic });
    expect(costOf(whole, choose(whole, { values: { a: 'off' } })).perRequest).toBeCloseTo(0.01, 12);
  });

  test('meets no cost limit: unclear, and not feasible', () => {
    const cost = { perRequest: 1, perConversation: null, perMonth: null };
    const answer = solve(problem([unknown], { traffic, limits: { ...NO_LIMITS, cost } }));
    if ('tooMany' in answer) throw new Error('too many');
    expect(answer.result.feasible).toEqual([]);
  });

  test('is told with its place in the table', () => {
    const { diagnostics } = loadText(
      'agents: { a: { want: { latency: { p95: 2s } }, workflow: [{ step: plan }] } }',
      'components: { plan: { kind: llm, model: claude-sonnet-9, tokens: { input: 1, output: 1 }, latency: 1-2s } }',
    );
    expect(diagnostics.filter(({ code }) => code === 'unknown-price')).toHaveLength(1);
  });
});

describe('traffic and limits (rule 15)', () => {
  const table = 'components: { plan: { kind: tool, cost: $0.01, latency: 1-2s } }';
  const spec = (want: string, traffic: string) =>
    `agents: { a: { want: { ${want} }, workflow: [{ step: plan }], traffic: { ${traffic} } } }`;

  function result(problem: Problem) {
    const answer = solve(problem);
    if ('tooMany' in answer) throw new Error('too many');
    return answer.result;
  }

  test('requests are conversations times turns', () => {
    const loaded = problemOf(
      spec('cost: $1', 'conversations: 1500/month, turns: 4, in_12_months: 8000/month'),
      table,
    );
    expect(loaded.traffic).toMatchObject({
      requests: 6000,
      requestsInTwelveMonths: 32_000,
      turns: 4,
    });
    const { perRequest, perConversation, perMonth } = costOf(loaded, choose(loaded));
    expect(perRequest).toBeCloseTo(0.01, 12);
    expect(perConversation).toBeCloseTo(0.04, 12);
    expect(perMonth.launch).toBeCloseTo(60, 9);
    expect(perMonth.month12).toBeCloseTo(320, 9);
  });

  test('requests and conversations exclude each other', () => {
    const { problems, diagnostics } = loadText(
      spec('cost: $1', 'conversations: 10/month, requests: 10/month'),
      table,
    );
    expect(problems).toEqual([]);
    expect(
      diagnostics.some(({ severity, code }) => severity === 'error' && code === 'conflict'),
    ).toBe(true);
  });

  test.each([
    ['$0.01', true],
    ['$0.009', false],
    ['{ per_conversation: $0.04 }', true],
    ['{ per_conversation: $0.039 }', false],
    ['{ per_month: $60 }', true],
    ['{ per_month: $59 }', false],
    ['{ per_request: $0.01, per_month: $59 }', false],
  ])('cost: %s at $0.01 a request, 4 turns, 6,000 requests: %s', (limit, met) => {
    const traffic = 'conversations: 1500/month, turns: 4, in_12_months: 8000/month';
    const { feasible } = result(problemOf(spec(`cost: ${limit}`, traffic), table));
    expect(feasible).toHaveLength(met ? 1 : 0);
  });

  test('people are reported apart, and are part of no limit', () => {
    const loaded = problemOf(
      `agents:
  a:
    want: { cost: $0.01 }
    workflow: [{ step: plan }]
    traffic: { requests: 1000/month }
    wrong_answer: $4
    escalate: { share: 10%, cost: $3 }
`,
      `${table}
evals: { e: { baseline: { accuracy: 90%, architecture: { plan: on } } } }`,
    );
    const [architecture] = result(loaded).feasible;
    // e·h + (1-e)(1-a)·L: 0.1 · 3 and 0.9 · 0.1 · 4.
    expect(architecture?.cost.people?.escalations).toBeCloseTo(0.3, 12);
    expect(architecture?.cost.people?.wrongAnswers).toBeCloseTo(0.36, 12);
    expect(architecture?.cost.people?.perRequest).toBeCloseTo(0.66, 12);
    expect(architecture?.cost.people?.perMonth).toBeCloseTo(660, 9);
    expect(architecture?.cost.perRequest).toBeCloseTo(0.01, 12);
  });
});
