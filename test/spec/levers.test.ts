import { describe, expect, test } from 'vitest';
import { cachingOf } from '../../src/solver/caching.ts';
import { costOf, monthAt } from '../../src/solver/cost.ts';
import { solve } from '../../src/solver/solve.ts';
import { loadText, problemOf } from '../support/loadText.ts';
import { choose } from '../support/problems.ts';

const draft = (variants: string, rest = '') => `
components:
  collect: { kind: retrieval, latency: 1-2s }
  draft:
    kind: llm
    tokens: { input: 12000, output: 2500 }
    variants:
      ${variants}
${rest}
evals:
  e: { baseline: { accuracy: 88%, architecture: { collect: on, draft: sonnet } } }
`;

const SONNET = 'sonnet: { model: claude-sonnet-4-6, latency: 30-60s }';

const nightly = (deadline: string, workflow = '[{ step: collect }, { step: draft }]') => `
agents:
  nightly:
    want: { deadline: ${deadline} }
    workflow: ${workflow}
    traffic: { requests: 60/month, in_12_months: 320/month }
`;

const answerOf = (spec: string, table: string, strict = false) => {
  const answer = solve(problemOf(spec, table), { strict });
  if (!('result' in answer)) throw new Error('too many');
  return answer.result;
};

describe('a deadline makes batches a choice (rule 18)', () => {
  test('at half the price, done in an hour as a rule', () => {
    const { feasible } = answerOf(nightly('12h'), draft(SONNET));
    const [own, batched] = ['sonnet', 'sonnet@batch'].map((value) =>
      feasible.find(({ choices }) => choices['draft'] === value),
    );
    expect(own?.cost.perRequest).toBeCloseTo(0.0735, 12);
    expect(batched?.cost.perRequest).toBeCloseTo(0.036_75, 12);
    expect(batched?.latency.e2e.p95).toBeGreaterThan(3_600_000);
    expect(batched?.latency.e2e.p95).toBeLessThan(3_620_000);
  });

  test.each([
    ['12h', 'unclear'],
    ['23h', 'unclear'],
    ['24h', 'yes'],
    ['2d', 'yes'],
  ])('within %s it is %s: a batch is promised within 24 h', (deadline, verdict) => {
    const { feasible } = answerOf(nightly(deadline), draft(SONNET));
    const batched = feasible.find(({ choices }) => choices['draft'] === 'sonnet@batch');
    expect(batched?.meets.latency).toBe(verdict);
  });

  test('two model steps in a row are promised within 48 h, a redo adds its own', () => {
    const table = draft(
      SONNET,
      '  polish: { kind: llm, model: claude-haiku-4-5, latency: 5-9s, tokens: { input: 3000, output: 2500 } }',
    );
    const flow = (redo: string) => `[{ step: collect }, { step: draft }, { step: polish${redo} }]`;
    const verdict = (deadline: string, redo: string) =>
      answerOf(nightly(deadline, flow(redo)), table).feasible.find(
        ({ choices }) => choices['draft'] === 'sonnet@batch' && choices['polish'] === 'on@batch',
      )?.meets.latency;
    expect(verdict('47h', '')).toBe('unclear');
    expect(verdict('48h', '')).toBe('yes');
    const redo = ', on_reject: { redo: draft, chance: 5% }';
    expect(verdict('95h', redo)).toBe('unclear');
    expect(verdict('96h', redo)).toBe('yes');
  });

  test('an hour is not met within half of one', () => {
    const { feasible } = answerOf(nightly('30m'), draft(SONNET));
    expect(feasible.map(({ choices }) => choices['draft'])).toEqual(['sonnet']);
  });

  test('what is promised is offered before what is cheaper; --strict has no batches', () => {
    const result = answerOf(nightly('12h'), draft(SONNET));
    expect(result.proposal.choices?.['draft']).toBe('sonnet');
    const strict = answerOf(nightly('12h'), draft(SONNET), true);
    expect(strict.feasible.map(({ choices }) => choices['draft'])).toEqual(['sonnet']);
  });

  test('there are none under a latency limit, nor for models without them', () => {
    const fast = nightly('12h').replace('deadline: 12h', 'latency: { p95: 120s }');
    const values = (spec: string, table: string) =>
      problemOf(spec, table).steps[1]?.options.map(({ value }) => value);
    expect(values(fast, draft(SONNET))).toEqual(['sonnet']);
    const own = 'sonnet: { model: my-model, latency: 30-60s }';
    expect(
      values(nightly('12h'), `prices: { my-model: { input: $1, output: $2 } }\n${draft(own)}`),
    ).toEqual(['sonnet']);
  });

  test('a deadline shorter than the promise is noted', () => {
    const notes = (deadline: string) =>
      loadText(nightly(deadline), draft(SONNET)).diagnostics.map(({ code }) => code);
    expect(notes('12h')).toContain('batch-deadline');
    expect(notes('24h')).not.toContain('batch-deadline');
  });

  test('Gemini gives no discount on cached tokens in a batch', () => {
    const problem = problemOf(
      nightly('12h'),
      draft('sonnet: { model: gemini-2.5-flash, latency: 30-60s, tokens: { cached: 10000 } }'),
    );
    const cost = (draft_: string) =>
      costOf(problem, choose(problem, { values: { draft: draft_ } })).perRequest ?? 0;
    const cached = 10_000 * 0.03e-6;
    expect(cost('sonnet@batch') - cached).toBeCloseTo((cost('sonnet') - cached) / 2, 12);
  });
});

const chat = (rest = '') => `
agents:
  chat:
    want: { latency: { p95: 9s } }
    workflow: [{ step: reply }]
    traffic: { conversations: 1500/month, in_12_months: 20k/month, turns: 4, gap: 90s }
${rest}
`;

const CHAT = `
components:
  reply: { kind: llm, model: claude-sonnet-4-6, latency: 1-2s, tokens: { input: 10675, prefix: 10000, history: 525, output: 200 } }
`;

describe('caching: on', () => {
  const off = problemOf(chat(), CHAT);
  const on = problemOf(chat('    caching: on'), CHAT);

  test('is off unless the spec says so: costs are as the table measured them', () => {
    expect(costOf(off, choose(off)).perRequest).toBeCloseTo((10_675 * 3 + 200 * 15) / 1e6, 12);
    expect(off.steps[0]?.options[0]?.call.uncached).toBeUndefined();
  });

  test('prices the best policy at the hits that traffic brings: 70% less at 1,500 conversations', () => {
    const [plain, cached] = [off, on].map(
      (problem) => costOf(problem, choose(problem)).perRequest ?? Number.NaN,
    );
    expect(1 - (cached ?? 0) / (plain ?? 1)).toBeCloseTo(0.7, 1);
    const [step] = on.steps;
    const [option] = step?.options ?? [];
    if (!step || !option) throw new Error('no step');
    expect(cachingOf(on, step, option, 6000)?.policy).toBe('1 h prefix, 5 min history');
  });

  test('makes a request cheaper the more there are', () => {
    const each = [600, 6000, 80_000].map(
      (requests) => (monthAt(on, choose(on), requests).calls ?? 0) / requests,
    );
    expect(each).toEqual(each.toSorted((a, b) => b - a));
    expect(each[0]).toBeGreaterThan((each[2] ?? 0) * 1.2);
    const { perMonth } = costOf(on, choose(on));
    expect(perMonth.month12).toBeCloseTo(80_000 * (each[2] ?? 0), 6);
  });

  test('leaves tokens alone that were measured as cached', () => {
    const measured = problemOf(
      chat('    caching: on'),
      CHAT.replace('history: 525', 'cached: 9000'),
    );
    expect(measured.steps[0]?.options[0]?.call.uncached).toBeUndefined();
  });

  test('takes measured gaps for what they are: half of the customers answer after 20 minutes', () => {
    const slow = problemOf(chat('    caching: on'), `gap: { p50: 20m, p95: 3h }\n${CHAT}`);
    const gap = slow.traffic.arrivals?.gap;
    expect(gap?.within(20 * 60_000)).toBeCloseTo(0.5, 6);
    expect(gap?.within(5 * 60_000)).toBeLessThan(0.2);
    expect(on.traffic.arrivals?.gap.within(5 * 60_000)).toBeCloseTo(1 - Math.exp(-5 / 1.5), 12);
    // Played by hand: E[min(G, t)] is what is left of t beyond G.
    expect(gap?.meanUpTo(60_000)).toBeLessThanOrEqual(60_000);
    expect(gap?.meanUpTo(86_400_000)).toBeCloseTo(gap?.mean ?? 0, -5);
  });
});
