import { describe, expect, test } from 'vitest';
import { measureText } from '../helpers/measureFile.ts';

const START = 1_795_305_600;

/** A LiteLLM StandardLoggingPayload, its times in seconds as LiteLLM writes them. */
function payload(id: string, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    id,
    trace_id: `trace-${id}`,
    call_type: 'acompletion',
    stream: true,
    status: 'success',
    model: 'gpt-5-mini',
    model_group: 'fast',
    startTime: START + 0.25,
    completionStartTime: START + 0.75,
    endTime: START + 2.25,
    prompt_tokens: 1200,
    completion_tokens: 340,
    response_cost: 0.0011,
    model_parameters: { reasoning_effort: 'low' },
    response: {
      usage: {
        prompt_tokens_details: { cached_tokens: 1000 },
        completion_tokens_details: { reasoning_tokens: 40 },
      },
    },
    messages: [{ role: 'user', content: 'CANARY' }],
    ...more,
  });
}

describe('LiteLLM', () => {
  test('one row is one call: time, first token, tokens, effort, cost', async () => {
    const { components, requests, coverage } = await measureText(payload('1'));
    expect(components).toHaveLength(1);
    const [variant] = components[0]?.variants ?? [];
    expect(variant).toMatchObject({ name: 'gpt-5-mini-low', model: 'gpt-5-mini', effort: 'low' });
    expect(variant?.latency.mean).toBeCloseTo(2000, 3);
    expect(variant?.ttft?.mean).toBeCloseTo(500, 3);
    expect(variant?.tokens).toMatchObject({
      input: { sum: 1200 },
      cached: { sum: 1000 },
      output: { sum: 300 },
      reasoning: { sum: 40 },
    });
    expect(variant?.billed).toEqual({ n: 1, sum: 0.0011 });
    // A gateway sees no requests, and a missing parent is no news.
    expect([requests, coverage.traces.gateway, coverage.spans.orphan]).toEqual([0, 1, 0]);
  });

  test.each([
    ['a call that was not streamed', { stream: false }],
    ['a first chunk that never came: it is the end', { completionStartTime: START + 2.25 }],
    ['nothing', { completionStartTime: null }],
  ])('no first token from %s', async (_, more) => {
    const { components } = await measureText(payload('1', more));
    expect(components[0]?.variants[0]?.ttft).toBeNull();
  });

  test('failures are errors, and the gateway’s own cache is no model call', async () => {
    const { components } = await measureText(
      [
        payload('1'),
        payload('2', { status: 'failure' }),
        payload('3', { cache_hit: 'True' }),
        payload('4', { call_type: 'aembedding', model: 'text-embedding-3-small' }),
        payload('5', { call_type: 'arerank', model: 'rerank-3' }),
      ].join('\n'),
    );
    expect(
      components.map(({ name, kind, runs, failed }) => [name, kind, runs, failed]).sort(),
    ).toEqual([
      ['chat', 'llm', 2, 1],
      ['embedding', 'embedding', 1, 0],
      ['gateway-cache', 'memory', 1, 0],
      ['rerank', 'rerank', 1, 0],
    ]);
  });

  test('rows of LiteLLM_SpendLogs, with date texts and JSON in text', async () => {
    const row = {
      request_id: 'r1',
      call_type: 'acompletion',
      spend: 0.002,
      startTime: '2026-11-22 00:00:00.250',
      endTime: '2026-11-22 00:00:02.250',
      completionStartTime: '2026-11-22 00:00:00.750',
      prompt_tokens: 10,
      completion_tokens: 5,
      model: 'gpt-5-mini',
      cache_hit: 'False',
    };
    const { components } = await measureText(JSON.stringify([row]));
    expect(components[0]?.variants[0]?.latency.mean).toBeCloseTo(2000, 3);
    expect(components[0]?.variants[0]?.ttft?.mean).toBeCloseTo(500, 3);
  });
});

describe('Helicone', () => {
  const row = {
    request_id: 'q1',
    request_created_at: '2026-11-22T00:00:00.000Z',
    response_created_at: '2026-11-22T00:00:09.000Z',
    response_status: 200,
    delay_ms: 1500,
    time_to_first_token: 400,
    prompt_tokens: 100,
    completion_tokens: 20,
    costUSD: 0.01,
    request_model: 'gpt-5-mini',
    response_model: 'gpt-5-mini-2025-08-07',
    request_properties: { 'Helicone-Session-Id': 's1', 'Helicone-Session-Path': '/agent/verify' },
    request_body: { messages: ['CANARY'] },
  };

  test('the session’s path names the step, and so its role', async () => {
    const { components } = await measureText(JSON.stringify({ data: [row] }));
    expect(components.map(({ name, kind }) => [name, kind])).toEqual([['verify', 'verifier']]);
    const [variant] = components[0]?.variants ?? [];
    expect(variant?.latency.mean).toBe(1500);
    expect(variant?.ttft?.mean).toBe(400);
    expect(variant?.model).toBe('gpt-5-mini');
    expect(variant?.billed).toEqual({ n: 1, sum: 0.01 });
  });

  test('tools and vector stores that were logged are what they say, errors are errors', async () => {
    const tool = { ...row, request_id: 'q2', request_body: { _type: 'tool', toolName: 'crm' } };
    const store = { ...row, request_id: 'q3', request_body: { _type: 'vector_db' } };
    const failed = { ...row, request_id: 'q4', response_status: 500 };
    const { components } = await measureText(
      [tool, store, failed].map((each) => JSON.stringify(each)).join('\n'),
    );
    expect(components.map(({ name, kind, failed: errors }) => [name, kind, errors]).sort()).toEqual(
      [
        ['crm', 'tool', 0],
        ['verify', 'retrieval', 0],
        ['verify-verifier', 'verifier', 1],
      ].sort(),
    );
  });
});
