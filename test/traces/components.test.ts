import { describe, expect, test } from 'vitest';
import type { MeasuredComponent } from '../../src/traces/measurement.ts';
import { measureText } from './helpers/measureFile.ts';
import { agent, chat, line, tool, type SpanOptions } from './helpers/spans.ts';

const ROOT: SpanOptions = {
  id: 1,
  name: 'invoke_agent support',
  ms: 10_000,
  attributes: agent('support'),
};
const LANGFUSE_ROOT: SpanOptions = {
  id: 1,
  name: 'support-agent',
  ms: 10_000,
  attributes: { 'langfuse.observation.type': 'agent' },
};

async function componentsOf(...spans: SpanOptions[]): Promise<readonly MeasuredComponent[]> {
  return (await measureText(line(...spans))).components;
}

/** Names and kinds, in order. */
async function kindsOf(...spans: SpanOptions[]): Promise<string[]> {
  return (await componentsOf(...spans)).map(({ name, kind }) => `${name}: ${kind}`);
}

function under(
  parent: number,
  id: number,
  name: string,
  attributes: SpanOptions['attributes'] = {},
  more: Partial<SpanOptions> = {},
): SpanOptions {
  return { id, parent, name, at: id * 100, ms: 50, attributes, ...more };
}

function langfuse(
  type: string,
  more: NonNullable<SpanOptions['attributes']> = {},
): NonNullable<SpanOptions['attributes']> {
  return { 'langfuse.observation.type': type, ...more };
}

describe('kinds', () => {
  test.each([
    ['generation', 'step-x: llm'],
    ['embedding', 'step-x: embedding'],
    ['retriever', 'step-x: retrieval'],
    ['tool', 'step-x: tool'],
    ['evaluator', 'step-x: verifier'],
    ['guardrail', 'step-x: verifier'],
  ])('Langfuse type %s', async (type, expected) => {
    expect(await kindsOf(LANGFUSE_ROOT, under(1, 2, 'step-x', langfuse(type)))).toEqual([expected]);
  });

  test.each(['span', 'event', 'agent', 'chain'])(
    'Langfuse type %s is no component',
    async (type) => {
      expect(await kindsOf(LANGFUSE_ROOT, under(1, 2, 'step-x', langfuse(type)))).toEqual([]);
    },
  );

  test.each([
    ['chat', 'support: llm'],
    ['generate_content', 'support: llm'],
    ['text_completion', 'support: llm'],
    ['embeddings', 'embedding: embedding'],
    ['retrieval', 'retrieval: retrieval'],
    ['search_memory', 'retrieval: retrieval'],
    ['rerank', 'rerank: rerank'],
    ['execute_tool', 'tool: tool'],
    ['upsert_memory', 'tool: tool'],
    ['guard', 'verifier: verifier'],
  ])('GenAI operation %s', async (operation, expected) => {
    expect(
      await kindsOf(ROOT, under(1, 2, operation, { 'gen_ai.operation.name': operation })),
    ).toEqual([expected]);
  });

  test.each([
    [
      'a model with tokens',
      { 'gen_ai.request.model': 'm', 'gen_ai.usage.input_tokens': 1 },
      'work: llm',
    ],
    ['a tool name', { 'gen_ai.tool.name': 'crm' }, 'crm: tool'],
    ['an MCP tool call', { 'mcp.method.name': 'tools/call' }, 'work: tool'],
    ['a vector store', { 'db.system.name': 'qdrant' }, 'work: retrieval'],
  ])('a span that does not say what it is, with %s', async (_, attributes, expected) => {
    expect(await kindsOf(ROOT, under(1, 2, 'work', attributes))).toEqual([expected]);
  });

  test('a span named like a retrieval is one, an HTTP request is none', async () => {
    expect(await kindsOf(ROOT, under(1, 2, 'retrieve_context'))).toEqual([
      'retrieve_context: retrieval',
    ]);
    expect(
      await kindsOf(ROOT, under(1, 2, 'POST /vectors', { 'http.request.method': 'POST' })),
    ).toEqual([]);
  });

  test('other database queries are none', async () => {
    expect(await kindsOf(ROOT, under(1, 2, 'SELECT', { 'db.system.name': 'postgresql' }))).toEqual(
      [],
    );
  });
});

describe('names', () => {
  test('a chat directly under the root agent takes its name', async () => {
    expect(await kindsOf(ROOT, under(1, 2, 'chat gpt-5-mini', chat('gpt-5-mini')))).toEqual([
      'support: llm',
    ]);
  });

  test('the nearest agent beats the root; steps say nothing', async () => {
    const spans = [
      { id: 1, name: 'agent.run', ms: 10_000 },
      under(
        1,
        2,
        'invoke_agent gpt-5-mini',
        { ...agent('main-agent'), 'gen_ai.request.model': 'gpt-5-mini' },
        { ms: 300 },
      ),
      under(2, 3, 'step 1', { 'gen_ai.operation.name': 'agent_step' }),
      under(3, 4, 'chat gpt-5-mini', chat('gpt-5-mini')),
    ];
    expect(await kindsOf(...spans)).toEqual(['main-agent: llm']);
  });

  test.each(['main-llm', 'plan the answer'])(
    'a meaningful name of its own beats everything: %s',
    async (name) => {
      expect(await kindsOf(LANGFUSE_ROOT, under(1, 2, name, langfuse('generation')))).toEqual([
        `${name.replaceAll(' ', '-')}: llm`,
      ]);
    },
  );

  test.each([
    'OpenAI-generation',
    'generation',
    'chat',
    'step 3',
    'anthropic.chat',
    'openai.chat.completions',
    'LLM',
  ])('%s says nothing', async (name) => {
    expect(await kindsOf(LANGFUSE_ROOT, under(1, 2, name, langfuse('generation')))).toEqual([
      'support-agent: llm',
    ]);
  });

  test('a plain function around the call names it, transport does not', async () => {
    const around = (attributes: SpanOptions['attributes']): SpanOptions[] => [
      ROOT,
      under(1, 2, 'write_reply', attributes, { ms: 400 }),
      under(2, 3, 'chat m', chat('m')),
    ];
    expect(await kindsOf(...around({}))).toEqual(['write_reply: llm']);
    expect(await kindsOf(...around({ 'http.request.method': 'POST' }))).toEqual(['support: llm']);
  });

  test('a retrieval is named after its data source', async () => {
    expect(
      await kindsOf(
        ROOT,
        under(1, 2, 'retrieval kb', {
          'gen_ai.operation.name': 'retrieval',
          'gen_ai.data_source.id': 'kb',
        }),
      ),
    ).toEqual(['kb: retrieval']);
  });

  test.each([
    ['tools', 'tool-tools'],
    ['order', 'tool-order'],
    ['off', 'tool-off'],
    ['42', 'tool-42'],
    ['null', 'tool-null'],
    ['a b, c@d', 'a-b-c-d'],
    ['- x: {y}', 'x-y'],
    ['Müller', 'Müller'],
    ['???', 'tool'],
  ])('a tool called %j becomes %s', async (name, expected) => {
    expect((await componentsOf(ROOT, under(1, 2, 'execute_tool', tool(name))))[0]?.name).toBe(
      expected,
    );
  });

  test('where a tool and a model call share a name, the model call keeps it', async () => {
    const kinds = await kindsOf(
      ROOT,
      under(1, 2, 'chat m', chat('m')),
      under(1, 3, 'execute_tool support', tool('support')),
    );
    expect(kinds).toEqual(['support: llm', 'support-tool: tool']);
  });

  test('an embedding beside an agent’s calls is not the agent', async () => {
    const spans = [
      ROOT,
      under(1, 2, 'invoke_agent helper', agent('helper'), { ms: 500 }),
      under(2, 3, 'embeddings e', { 'gen_ai.operation.name': 'embeddings' }),
    ];
    expect(await kindsOf(...spans)).toEqual(['helper-embedding: embedding']);
  });
});

describe('variants', () => {
  const variantOf = async (
    attributes: NonNullable<SpanOptions['attributes']>,
  ): Promise<unknown> => {
    const [component] = await componentsOf(ROOT, under(1, 2, 'chat', attributes));
    const [variant] = component?.variants ?? [];
    return [variant?.name, variant?.model, variant?.effort];
  };

  test.each([
    ['gpt-5-mini', 'gpt-5-mini-2025-08-07', 'gpt-5-mini'],
    ['claude-haiku-4-5', 'claude-haiku-4-5-20251001', 'claude-haiku-4-5'],
    ['gemini-2.0-flash', 'gemini-2.0-flash-001', 'gemini-2.0-flash'],
    ['gpt-5', 'gpt-5-mini', 'gpt-5-mini'],
    ['auto', 'claude-sonnet-4-6', 'claude-sonnet-4-6'],
    ['gpt-4o', 'gpt-4o-2024-11-20-batch', 'gpt-4o-2024-11-20-batch'],
  ])('asked for %s, answered by %s: %s', async (request, response, expected) => {
    expect(await variantOf(chat(request, { 'gen_ai.response.model': response }))).toEqual([
      expected,
      expected,
      null,
    ]);
  });

  test.each([
    'gen_ai.request.reasoning.level',
    'gen_ai.request.reasoning_effort',
    'gen_ai.request.reasoning.effort',
  ])('effort from %s', async (key) => {
    expect(await variantOf(chat('m', { [key]: 'High' }))).toEqual(['m-high', 'm', 'high']);
  });

  test('effort from Langfuse parameters; nothing there is unknown, not guessed', async () => {
    const of = (parameters: string): Promise<unknown> =>
      variantOf(
        langfuse('generation', {
          'langfuse.observation.model.name': 'm',
          'langfuse.observation.model.parameters': parameters,
        }),
      );
    expect(await of('{"reasoning_effort":"low"}')).toEqual(['m-low', 'm', 'low']);
    expect(await of('{"reasoning":{"effort":"low"}}')).toEqual(['m-low', 'm', 'low']);
    for (const nothing of ['{}', 'not json', '"low"', '{"reasoning_effort":3}'])
      expect(await of(nothing)).toEqual(['m', 'm', null]);
  });

  test('a model’s name with slashes keeps its spelling, its variant gets a safe one', async () => {
    expect(await variantOf(chat('anthropic/claude-3.5:beta'))).toEqual([
      'anthropic-claude-3.5-beta',
      'anthropic/claude-3.5:beta',
      null,
    ]);
  });

  test('tools have no variants', async () => {
    expect(
      (await componentsOf(ROOT, under(1, 2, 't', tool('t'))))[0]?.variants.map(({ name }) => name),
    ).toEqual([null]);
  });
});

describe('one occurrence', () => {
  test('a verifier and its model call: the outer interval, the inner tokens and model', async () => {
    const [verifier, ...others] = await componentsOf(
      ROOT,
      under(1, 2, 'verify_answer', {}, { at: 200, ms: 500 }),
      under(2, 3, 'chat m', chat('m'), { at: 300, ms: 300 }),
    );
    expect(others).toEqual([]);
    expect(verifier).toMatchObject({ name: 'verify_answer', kind: 'verifier', runs: 1 });
    expect(verifier?.variants[0]).toMatchObject({
      name: 'm',
      latency: { max: 500 },
      tokens: { input: { n: 1, sum: 1000 } },
    });
  });

  test.each([
    ['compact_context', 'compaction'],
    ['summarize-conversation', 'compaction'],
    ['critic', 'verifier'],
    ['fact check', 'verifier'],
    ['critical-path', 'llm'],
    ['planner', 'llm'],
  ])('a model call inside %s is %s', async (scope, kind) => {
    const [component] = await componentsOf(
      ROOT,
      under(1, 2, scope, {}, { ms: 400 }),
      under(2, 3, 'chat m', chat('m')),
    );
    expect(component?.kind).toBe(kind);
  });

  test('a function named like a verifier without a model call is none', async () => {
    expect(await kindsOf(ROOT, under(1, 2, 'validate_input'))).toEqual([]);
  });

  test('an agent named like a verifier that uses tools is looked through', async () => {
    const spans = [
      ROOT,
      under(1, 2, 'invoke_agent reviewer-judge', agent('judge'), { ms: 900 }),
      under(2, 3, 'chat m', chat('m')),
      under(2, 4, 'execute_tool crm', tool('crm')),
    ];
    expect(await kindsOf(...spans)).toEqual(['judge: verifier', 'crm: tool']);
  });

  test('an evaluation result makes a verifier whatever the name', async () => {
    const evaluated = { events: [{ name: 'gen_ai.evaluation.result', timeUnixNano: '0' }] };
    expect(
      await kindsOf(
        ROOT,
        under(1, 2, 'second look', {}, { ms: 400, ...evaluated }),
        under(2, 3, 'chat m', chat('m')),
      ),
    ).toEqual(['second-look: verifier']);
  });

  test('a retrieval takes in its embedding call', async () => {
    const embedding = {
      'gen_ai.operation.name': 'embeddings',
      'gen_ai.request.model': 'e',
      'gen_ai.usage.input_tokens': 7,
    };
    const components = await componentsOf(
      ROOT,
      under(1, 2, 'retrieve', {}, { at: 100, ms: 400 }),
      under(2, 3, 'embeddings e', embedding, { at: 110, ms: 90 }),
    );
    expect(components).toHaveLength(1);
    expect(components[0]?.variants[0]).toMatchObject({
      name: null,
      model: 'e',
      latency: { max: 400 },
      tokens: { input: { n: 1, sum: 7 } },
    });
  });

  test('identical nested spans are one call: the outer interval, the inner usage', async () => {
    const outer = { 'gen_ai.operation.name': 'embeddings', 'gen_ai.request.model': 'e' };
    const components = await componentsOf(
      ROOT,
      under(1, 2, 'embeddings e', outer, { ms: 300 }),
      under(2, 3, 'embeddings e', { ...outer, 'gen_ai.usage.input_tokens': 7 }),
    );
    expect(components.map(({ runs }) => runs)).toEqual([1]);
    expect(components[0]?.variants[0]).toMatchObject({
      latency: { max: 300 },
      tokens: { input: { n: 1, sum: 7 } },
    });
  });

  test('usage that a wrapper repeats is counted once', async () => {
    const [component] = await componentsOf(
      ROOT,
      under(1, 2, 'chat m', chat('m'), { ms: 300 }),
      under(2, 3, 'chat m', chat('m')),
    );
    expect(component?.variants[0]?.tokens.input).toEqual({ n: 1, sum: 1000 });
  });

  test('an MCP span inside a tool run, and transport inside a call, are the same work', async () => {
    const kinds = await kindsOf(
      ROOT,
      under(1, 2, 'execute_tool crm', tool('crm'), { ms: 300 }),
      under(2, 3, 'tools/call crm', { 'mcp.method.name': 'tools/call', 'gen_ai.tool.name': 'crm' }),
      under(1, 4, 'chat m', chat('m'), { ms: 300 }),
      under(4, 5, 'POST', { 'http.request.method': 'POST' }),
    );
    expect(kinds).toEqual(['crm: tool', 'support: llm']);
  });

  test('tools inside an open stream are taken off its time', async () => {
    const components = await componentsOf(
      ROOT,
      under(1, 2, 'chat m', chat('m'), { at: 0, ms: 1000 }),
      under(2, 3, 'execute_tool a', tool('a'), { at: 200, ms: 300 }),
      under(2, 4, 'execute_tool b', tool('b'), { at: 300, ms: 400 }),
    );
    expect(components.map(({ name, variants }) => [name, variants[0]?.latency.max])).toEqual([
      ['support', 500],
      ['a', 300],
      ['b', 400],
    ]);
  });

  test('a tool that calls one model is a tool with its tokens; one that calls tools too is an agent', async () => {
    const research = under(1, 2, 'execute_tool research', tool('research'), { ms: 3000 });
    const call = under(2, 3, 'chat m', chat('m'));
    const [alone] = await componentsOf(ROOT, research, call);
    expect(alone).toMatchObject({
      name: 'research',
      kind: 'tool',
      variants: [{ name: null, model: 'm', tokens: { input: { sum: 1000 } } }],
    });
    expect(
      await kindsOf(ROOT, research, call, under(2, 4, 'execute_tool web', tool('web'))),
    ).toEqual(['research: llm', 'web: tool']);
  });

  test('a verifier with calls of two models has its time, but no tokens, and says so', async () => {
    const measured = await measureText(
      line(
        ROOT,
        under(1, 2, 'verify', {}, { ms: 900 }),
        under(2, 3, 'chat a', chat('a')),
        under(2, 4, 'chat b', chat('b')),
      ),
    );
    expect(measured.components[0]?.variants[0]).toMatchObject({
      model: null,
      tokens: { input: null },
    });
    expect(measured.coverage.unpricedCalls).toBe(2);
  });
});

describe('tokens', () => {
  const tokensOf = async (attributes: NonNullable<SpanOptions['attributes']>): Promise<unknown> => {
    const [component] = await componentsOf(ROOT, under(1, 2, 'call', attributes));
    const { tokens } = component?.variants[0] ?? {};
    return (
      tokens &&
      Object.fromEntries(Object.entries(tokens).map(([key, count]) => [key, count?.sum ?? null]))
    );
  };
  const usage = (parts: Record<string, number>): Promise<unknown> =>
    tokensOf({
      'gen_ai.operation.name': 'chat',
      ...Object.fromEntries(
        Object.entries(parts).map(([key, value]) => [`gen_ai.usage.${key}`, value]),
      ),
    });
  const details = (parts: Record<string, number>): Promise<unknown> =>
    tokensOf(
      langfuse('generation', { 'langfuse.observation.usage_details': JSON.stringify(parts) }),
    );

  test('OTel: cached inside the input, reasoning inside the output', async () => {
    expect(
      await usage({
        input_tokens: 100,
        output_tokens: 50,
        'cache_read.input_tokens': 40,
        'cache_creation.input_tokens': 10,
        'reasoning.output_tokens': 30,
      }),
    ).toEqual({
      input: 100,
      cached: 40,
      written: 10,
      output: 20,
      reasoning: 30,
    });
  });

  test('what is not reported is null, and 0 is 0', async () => {
    expect(await usage({ input_tokens: 100 })).toEqual({
      input: 100,
      cached: null,
      written: null,
      output: null,
      reasoning: null,
    });
    expect(
      await usage({ input_tokens: 100, output_tokens: 50, 'cache_read.input_tokens': 0 }),
    ).toMatchObject({ cached: 0, output: 50, reasoning: null });
  });

  test('older spellings', async () => {
    expect(
      await usage({
        prompt_tokens: 100,
        completion_tokens: 50,
        cache_read_input_tokens: 40,
        reasoning_tokens: 30,
      }),
    ).toMatchObject({ input: 100, cached: 40, output: 20, reasoning: 30 });
  });

  test('more cached than input: the source counts them apart', async () => {
    expect(
      await usage({
        input_tokens: 100,
        'cache_read.input_tokens': 400,
        'cache_creation.input_tokens': 50,
      }),
    ).toMatchObject({ input: 550, cached: 400, written: 50 });
  });

  test('Langfuse: cached beside the input, reasoning beside the output', async () => {
    expect(
      await details({
        input: 2415,
        input_cached_tokens: 100,
        output: 325,
        output_reasoning_tokens: 1414,
        total: 4254,
      }),
    ).toEqual({
      input: 2515,
      cached: 100,
      written: null,
      output: 325,
      reasoning: 1414,
    });
  });

  test('Langfuse usage written by hand: the total tells that it is inclusive', async () => {
    expect(
      await details({
        input: 1000,
        input_cached_tokens: 400,
        output: 200,
        output_reasoning_tokens: 150,
        total: 1200,
      }),
    ).toMatchObject({ input: 1000, cached: 400, output: 50, reasoning: 150 });
  });

  test('Langfuse: every spelling of cache reads and writes', async () => {
    expect(
      await details({
        input: 10,
        input_cache_read: 5,
        input_cache_creation_5m: 2,
        input_cache_creation_1h: 3,
      }),
    ).toMatchObject({ input: 20, cached: 5, written: 5 });
    expect(await details({ input: 10, cache_read_input_tokens: 5 })).toMatchObject({
      input: 15,
      cached: 5,
    });
  });

  test('means have their own number of calls', async () => {
    const [component] = await componentsOf(
      ROOT,
      under(1, 2, 'chat', chat('m')),
      under(1, 3, 'chat', { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'm' }),
    );
    expect(component?.variants[0]).toMatchObject({
      latency: { n: 2 },
      tokens: { input: { n: 1, sum: 1000 } },
    });
  });
});

describe('time to first token', () => {
  const ttftOf = async (
    attributes: NonNullable<SpanOptions['attributes']>,
    more: Partial<SpanOptions> = {},
  ): Promise<unknown> => {
    const measured = await measureText(
      line(ROOT, under(1, 2, 'chat', chat('m', attributes), { at: 0, ms: 1000, ...more })),
    );
    return measured.components[0]?.variants[0]?.ttft?.max ?? measured.coverage.ttftNotCredible;
  };

  test.each([
    'gen_ai.response.time_to_first_chunk',
    'gen_ai.client.operation.time_to_first_chunk',
    'gen_ai.server.time_to_first_token',
    'gen_ai.latency.time_to_first_token',
  ])('%s is in seconds', async (key) => {
    expect(await ttftOf({ [key]: 0.25 })).toBe(250);
  });

  test('the first of several spellings wins', async () => {
    expect(
      await ttftOf({
        'gen_ai.server.time_to_first_token': 0.1,
        'gen_ai.response.time_to_first_chunk': 0.25,
      }),
    ).toBe(250);
  });

  test('Langfuse writes a time as JSON text in an attribute', async () => {
    for (const at of ['"2026-11-22T00:00:00.400Z"', '2026-11-22T00:00:00.400Z'])
      expect(await ttftOf({ 'langfuse.observation.completion_start_time': at })).toBe(400);
  });

  test('an event can tell it', async () => {
    const events = [{ name: 'First Token Stream Event', timeUnixNano: '1795305600300000000' }];
    expect(await ttftOf({}, { events })).toBe(300);
  });

  test.each([1.001, 0, 1e9])(
    '%s s of a call of 1 s is not credible: counted, left out',
    async (seconds) => {
      expect(await ttftOf({ 'gen_ai.response.time_to_first_chunk': seconds })).toBe(1);
    },
  );

  test('missing stays missing', async () => {
    const measured = await measureText(line(ROOT, under(1, 2, 'chat', chat('m'))));
    expect(measured.components[0]?.variants[0]?.ttft).toBeNull();
    expect(measured.coverage).toMatchObject({
      ttftNotCredible: 0,
      modelCalls: { total: 1, ttft: 0 },
    });
  });

  test('of a wrapper it counts from the wrapper’s start', async () => {
    const inner = under(2, 3, 'chat m', chat('m', { 'gen_ai.response.time_to_first_chunk': 0.1 }), {
      at: 250,
      ms: 300,
    });
    const [component] = await componentsOf(
      ROOT,
      under(1, 2, 'verify', {}, { at: 200, ms: 500 }),
      inner,
    );
    expect(component?.variants[0]?.ttft?.max).toBeCloseTo(150, 3);
  });
});

describe('requests', () => {
  const FAILED = { status: { code: 2 } };

  test.each([
    ['code 2', { status: { code: 2 } }],
    ['a status by name', { status: { code: 'STATUS_CODE_ERROR' } }],
    ['error.type', { attributes: { ...tool('t'), 'error.type': 'timeout' } }],
    [
      'Langfuse level ERROR',
      { attributes: { ...tool('t'), 'langfuse.observation.level': 'ERROR' } },
    ],
  ])('a run fails by %s, and is beside the percentiles', async (_, change) => {
    const [component] = await componentsOf(
      ROOT,
      under(1, 2, 't', tool('t')),
      under(1, 3, 't', tool('t'), { ms: 9000, ...change }),
    );
    expect(component).toMatchObject({ failed: 1, runs: 2, calls: [{ count: 2, requests: 1 }] });
    expect(component?.variants[0]?.latency).toMatchObject({ n: 1, max: 50 });
  });

  test('a request fails by its root or by its last model call, and is not end to end', async () => {
    const call = under(1, 2, 'chat m', chat('m'));
    const failedRoot = await measureText(line({ ...ROOT, ...FAILED }, call));
    const failedCall = await measureText(
      line(ROOT, call, under(1, 3, 'chat m', chat('m'), FAILED)),
    );
    const recovered = await measureText(
      line(ROOT, { ...call, ...FAILED }, under(1, 3, 'chat m', chat('m'))),
    );
    expect(
      [failedRoot, failedCall, recovered].map(({ coverage, endToEnd }) => [
        coverage.traces.failed,
        endToEnd.latency?.n ?? 0,
      ]),
    ).toEqual([
      [1, 0],
      [1, 0],
      [0, 1],
    ]);
  });

  test('a component that never succeeded has no latency, and is named', async () => {
    const { components, coverage, toolSets } = await measureText(
      line(ROOT, under(1, 2, 'chat m', chat('m')), under(1, 3, 't', tool('broken'), FAILED)),
    );
    expect(
      components.map(({ name, runs, failed, variants }) => [name, runs, failed, variants.length]),
    ).toEqual([
      ['support', 1, 0, 1],
      ['broken', 1, 1, 0],
    ]);
    expect(coverage.neverSucceeded).toEqual(['broken']);
    expect(toolSets).toEqual([{ tools: ['broken'], requests: 1 }]);
  });

  test('end to end, the first token is that of the last model call that the user waits for', async () => {
    const first = (seconds: number): NonNullable<SpanOptions['attributes']> =>
      chat('m', { 'gen_ai.response.time_to_first_chunk': seconds });
    const { endToEnd } = await measureText(
      line(
        ROOT,
        under(1, 2, 'chat m', first(0.1), { at: 0, ms: 500 }),
        under(1, 3, 'chat m', first(0.2), { at: 2000, ms: 900 }),
        under(1, 4, 'verify', {}, { at: 3000, ms: 500 }),
        under(4, 5, 'chat v', first(0.1), { at: 3000, ms: 400 }),
      ),
    );
    expect(endToEnd.ttft?.max).toBeCloseTo(2200, 3);
    expect(endToEnd.latency?.max).toBe(10_000);
  });

  test('a request may enter from another system: a remote parent, or what Langfuse calls the root', async () => {
    const elsewhere = { parent: 99 };
    const call = under(1, 2, 'chat m', chat('m'));
    const remote = await measureText(line({ ...ROOT, ...elsewhere, raw: { flags: 0x301 } }, call));
    const marked = await measureText(
      line(
        {
          ...ROOT,
          ...elsewhere,
          attributes: { ...agent('support'), 'langfuse.internal.is_app_root': true },
        },
        call,
      ),
    );
    const orphan = await measureText(line({ ...ROOT, ...elsewhere, raw: { flags: 0x101 } }, call));
    expect([remote.requests, marked.requests, orphan.requests]).toEqual([1, 1, 0]);
  });

  test('calls, use and tool sets refer to requests; order is that of first use', async () => {
    const trace = (index: number): string => index.toString(16).padStart(32, '0');
    const request = (index: number, tools: readonly string[]): string =>
      line(
        { ...ROOT, trace: trace(index) },
        { ...under(1, 2, 'chat m', chat('m'), { at: 5000 }), trace: trace(index) },
        ...tools.map((name, at) => ({
          ...under(1, 10 + at, name, tool(name), { at: at * 10 }),
          trace: trace(index),
        })),
      );
    const { components, toolSets, requests } = await measureText(
      [request(1, ['a']), request(2, ['a', 'b', 'a']), request(3, []), request(4, ['b', 'a'])].join(
        '\n',
      ),
    );
    expect(requests).toBe(4);
    expect(toolSets).toEqual([
      { tools: ['a', 'b'], requests: 2 },
      { tools: [], requests: 1 },
      { tools: ['a'], requests: 1 },
    ]);
    expect(
      components.map(({ name, requests: using, calls }) => [
        name,
        using,
        calls.map(({ count, requests: n }) => [count, n]),
      ]),
    ).toEqual([
      [
        'a',
        3,
        [
          [1, 2],
          [2, 1],
        ],
      ],
      ['b', 2, [[1, 2]]],
      ['support', 4, [[1, 4]]],
    ]);
  });

  test('dates are those of the first and the last span, in UTC', async () => {
    const late = { ...ROOT, at: 86_399_000, ms: 1500 };
    const { from, to } = await measureText(line(late, under(1, 2, 'chat m', chat('m'))));
    expect([from, to]).toEqual(['2026-11-22', '2026-11-23']);
  });
});
