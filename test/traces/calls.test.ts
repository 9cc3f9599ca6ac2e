import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Measurement } from '../../src/traces/measurement.ts';
import { measureText } from './helpers/measureFile.ts';
import { agent, chat, line, tool, type SpanOptions } from './helpers/spans.ts';

const ROOT: SpanOptions = {
  id: 1,
  name: 'invoke_agent support',
  ms: 10_000,
  attributes: agent('support'),
};
const HTTP = { 'http.request.method': 'POST' };
const FAILED = { status: { code: 2 } };

function under(
  parent: number | null,
  id: number,
  name: string,
  attributes: SpanOptions['attributes'] = {},
  more: Partial<SpanOptions> = {},
): SpanOptions {
  return { id, parent, name, at: id * 100, ms: 50, attributes, ...more };
}

const measure = (...spans: readonly SpanOptions[]): Promise<Measurement> =>
  measureText(line(...spans));

/** Like `support 2 (1 failed): 1000 in`. */
async function summary(...spans: readonly SpanOptions[]): Promise<string[]> {
  const { components } = await measure(...spans);
  return components.map(({ name, runs, failed, variants }) => {
    const input = variants.map(({ tokens }) => tokens.input?.sum ?? 'no').join(' + ') || 'no';
    return `${name} ${runs}${failed > 0 ? ` (${failed} failed)` : ''}: ${input} in`;
  });
}

describe('a wrapper', () => {
  test('around a gateway around a client is one call with the innermost tokens', async () => {
    const measured = await measure(
      ROOT,
      under(1, 2, 'chat m', chat('m', { 'gen_ai.usage.input_tokens': 900 }), { at: 0, ms: 900 }),
      under(2, 3, 'chat m', chat('m', { 'gen_ai.usage.input_tokens': 950 }), { at: 10, ms: 800 }),
      under(3, 4, 'POST', HTTP, { at: 20, ms: 700 }),
      under(4, 5, 'chat m', chat('m', { 'gen_ai.usage.input_tokens': 1000 }), { at: 30, ms: 600 }),
    );
    expect(measured.components).toHaveLength(1);
    expect(measured.components[0]).toMatchObject({ runs: 1, calls: [{ count: 1, requests: 1 }] });
    expect(measured.components[0]?.variants[0]).toMatchObject({
      latency: { n: 1, max: 900 },
      tokens: { input: { n: 1, sum: 1000 } },
    });
    expect(measured.coverage.modelCalls).toMatchObject({ total: 1, tokens: 1 });
  });

  test('whose client reports no tokens keeps its own', async () => {
    const silent = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'm' };
    expect(
      await summary(
        ROOT,
        under(1, 2, 'chat m', chat('m'), { at: 0, ms: 900 }),
        under(2, 3, 'chat m', silent, { at: 10, ms: 800 }),
      ),
    ).toEqual(['support 1: 1000 in']);
  });

  test('around two calls has the tokens of both', async () => {
    const measured = await measure(
      ROOT,
      under(1, 2, 'chat m', chat('m'), { at: 0, ms: 900 }),
      under(2, 3, 'chat m', chat('m'), { at: 10, ms: 300 }),
      under(2, 4, 'chat m', chat('m'), { at: 400, ms: 300 }),
    );
    expect(measured.components[0]?.variants[0]?.tokens.input).toEqual({ n: 1, sum: 2000 });
    expect(measured.coverage.modelCalls.total).toBe(2);
  });

  test('that repeats the tokens of a call inside a tool leaves them to the tool', async () => {
    expect(
      await summary(
        ROOT,
        under(1, 2, 'chat m', chat('m'), { at: 0, ms: 900 }),
        under(2, 3, 'execute_tool ask', tool('ask'), { at: 10, ms: 500 }),
        under(3, 4, 'chat m', chat('m'), { at: 20, ms: 400 }),
      ),
    ).toEqual(['support 1: no in', 'ask 1: 1000 in']);
  });

  test('that is a scope is none: the calls in it are counted each', async () => {
    expect(
      await summary(
        ROOT,
        under(1, 2, 'step 1', {}, { at: 0, ms: 900 }),
        under(2, 3, 'chat m', chat('m')),
        under(2, 4, 'chat m', chat('m')),
      ),
    ).toEqual(['support 2: 2000 in']);
  });
});

describe('transport', () => {
  test('inside a call, a tool or a scope is no component and no time of its own', async () => {
    const { components } = await measure(
      ROOT,
      under(1, 2, 'chat m', chat('m'), { at: 0, ms: 500 }),
      under(2, 3, 'POST', HTTP, { at: 10, ms: 480 }),
      under(1, 4, 'execute_tool crm', tool('crm'), { at: 600, ms: 300 }),
      under(4, 5, 'GET /customers', HTTP, { at: 610, ms: 280 }),
      under(1, 6, 'grpc', { 'rpc.system': 'grpc' }, { at: 1000, ms: 70 }),
      under(1, 7, 'publish', { 'messaging.system': 'kafka' }, { at: 1100, ms: 70 }),
    );
    expect(components.map(({ name, variants }) => [name, variants[0]?.latency.max])).toEqual([
      ['support', 500],
      ['crm', 300],
    ]);
  });

  test('between an agent and its call is looked through', async () => {
    expect(
      await summary(
        ROOT,
        under(1, 2, 'POST', HTTP, { at: 0, ms: 900 }),
        under(2, 3, 'chat m', chat('m')),
      ),
    ).toEqual(['support 1: 1000 in']);
  });

  test('as the root of a request names nothing', async () => {
    const { components, agent: name } = await measure(
      { ...ROOT, name: 'POST /chat', attributes: HTTP },
      under(1, 2, 'chat m', chat('m')),
    );
    expect(components.map((each) => each.name)).toEqual(['chat']);
    expect(name).toBeNull();
  });
});

describe('retries', () => {
  test('beside one another are attempts of one call', async () => {
    const measured = await measure(
      ROOT,
      under(1, 2, 'chat m', chat('m'), { ...FAILED, ms: 90 }),
      under(1, 3, 'chat m', chat('m'), { ...FAILED, ms: 90 }),
      under(1, 4, 'chat m', chat('m'), { ms: 70 }),
    );
    expect(measured.components[0]).toMatchObject({
      runs: 1,
      failed: 0,
      retries: 2,
      calls: [{ count: 1, requests: 1 }],
    });
    expect(measured.components[0]?.variants[0]?.latency).toMatchObject({ n: 1, max: 70 });
    expect(measured.coverage.modelCalls.total).toBe(1);
    expect(measured.coverage.traces.failed).toBe(0);
  });

  test('inside one call are one call that took as long as all of them', async () => {
    const measured = await measure(
      ROOT,
      under(1, 2, 'chat m', chat('m'), { at: 0, ms: 900 }),
      under(2, 3, 'POST', HTTP, { ...FAILED, at: 0, ms: 300 }),
      under(2, 4, 'POST', HTTP, { at: 400, ms: 500 }),
    );
    expect(measured.components[0]).toMatchObject({ runs: 1, failed: 0 });
    expect(measured.components[0]?.variants[0]?.latency.max).toBe(900);
  });

  test('of a tool inside a verifier do not fail it; its last call does', async () => {
    const verify = under(1, 2, 'verify', {}, { at: 0, ms: 900 });
    const [good, bad] = [
      under(2, 3, 'chat m', chat('m'), { at: 400 }),
      under(2, 3, 'chat m', chat('m'), { at: 400, ...FAILED }),
    ];
    const first = under(2, 4, 'chat m', chat('m'), { at: 10, ...FAILED });
    expect(await summary(ROOT, verify, first, good)).toEqual(['verify 1: 2000 in']);
    expect(await summary(ROOT, verify, first, bad)).toEqual(['verify 1 (1 failed): no in']);
  });
});

describe('several calls as one', () => {
  const verify = under(1, 2, 'verify', {}, { at: 0, ms: 900 });
  const variantOf = async (...calls: readonly SpanOptions[]): Promise<unknown> => {
    const { components } = await measure(ROOT, verify, ...calls);
    const { model, effort, tokens } = components[0]?.variants[0] ?? {};
    return {
      model,
      effort,
      input: tokens?.input?.sum ?? null,
      cached: tokens?.cached?.sum ?? null,
    };
  };
  const call = (id: number, model: string, more: SpanOptions['attributes'] = {}): SpanOptions =>
    under(2, id, `chat ${model}`, chat(model, more));
  const LOW = { 'gen_ai.request.reasoning_effort': 'low' };
  const HIGH = { 'gen_ai.request.reasoning_effort': 'high' };
  const CACHED = { 'gen_ai.usage.cache_read.input_tokens': 5 };

  test('add their tokens where model and effort agree', async () => {
    expect(await variantOf(call(3, 'm', LOW), call(4, 'm', LOW))).toEqual({
      model: 'm',
      effort: 'low',
      input: 2000,
      cached: null,
    });
  });

  test('of two efforts have none in common', async () => {
    expect(await variantOf(call(3, 'm', LOW), call(4, 'm', HIGH))).toMatchObject({
      model: 'm',
      effort: null,
      input: 2000,
    });
  });

  test('of two models have no tokens with a price', async () => {
    expect(await variantOf(call(3, 'm', LOW), call(4, 'n', LOW))).toMatchObject({
      model: null,
      effort: 'low',
      input: null,
    });
  });

  test('know a count only where every one reports it', async () => {
    expect(await variantOf(call(3, 'm', CACHED), call(4, 'm', CACHED))).toMatchObject({
      cached: 10,
    });
    expect(await variantOf(call(3, 'm', CACHED), call(4, 'm'))).toMatchObject({
      input: 2000,
      cached: null,
    });
  });

  test('of which one is silent report nothing together', async () => {
    const silent = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'm' };
    expect(await variantOf(call(3, 'm'), under(2, 4, 'chat m', silent))).toMatchObject({
      model: 'm',
      input: null,
    });
  });
});

describe('a tool with model calls of several efforts', () => {
  const run = (trace: string, effort: string): string =>
    line(
      { ...ROOT, trace },
      { ...under(1, 2, 'execute_tool ask', tool('ask'), { ms: 900 }), trace },
      { ...under(2, 3, 'chat m', chat('m', { 'gen_ai.request.reasoning_effort': effort })), trace },
    );

  test('has none of them, in whatever order they come', async () => {
    const runs = [run('1'.repeat(32), 'low'), run('2'.repeat(32), 'high')];
    for (const order of [runs, runs.toReversed()]) {
      const { components } = await measureText(order.join('\n'));
      expect(components[0]?.variants).toMatchObject([{ name: null, model: 'm', effort: null }]);
    }
    const { components } = await measureText([runs[0], run('3'.repeat(32), 'low')].join('\n'));
    expect(components[0]?.variants).toMatchObject([{ model: 'm', effort: 'low' }]);
  });
});

describe('identical spans inside one another', () => {
  test.each([
    ['chat', chat('m'), 'support'],
    ['embeddings', { 'gen_ai.operation.name': 'embeddings' }, 'embedding'],
    ['rerank', { 'gen_ai.operation.name': 'rerank' }, 'rerank'],
  ])('%s: however deep, one run of the outer length', async (name, attributes, component) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 8 }), async (deep) => {
        const spans = Array.from({ length: deep }, (_, at) =>
          under(at + 1, at + 2, name, attributes, { at: at * 10, ms: 500 - at * 20 }),
        );
        const { components } = await measure(ROOT, ...spans);
        expect(components.map((each) => [each.name, each.runs])).toEqual([[component, 1]]);
        expect(components[0]?.variants[0]?.latency.max).toBe(500);
      }),
      { numRuns: 10 },
    );
  });
});
