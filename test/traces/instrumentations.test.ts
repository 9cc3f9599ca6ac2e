import { describe, expect, test } from 'vitest';
import type { MeasuredComponent, Measurement, TokenKey } from '../../src/traces/measurement.ts';
import { measureText } from './helpers/measureFile.ts';
import { agent, chat, line, type SpanOptions, tool } from './helpers/spans.ts';

/** Small exports as tools of today write them, attribute by attribute. */

function component({ components }: Measurement, name: string): MeasuredComponent | undefined {
  return components.find((each) => each.name === name);
}

/** Sums of tokens of a component's only variant. */
function tokensOf(measured: Measurement, name: string): Partial<Record<TokenKey, number>> {
  const [variant] = component(measured, name)?.variants ?? [];
  return Object.fromEntries(
    Object.entries(variant?.tokens ?? {}).flatMap(([key, count]) =>
      count === null ? [] : [[key, count.sum]],
    ),
  );
}

const iso = (ms: number): string => new Date(1_795_305_600_000 + ms).toISOString();

describe('Pydantic AI (pydantic_ai_slim/pydantic_ai/models/instrumented.py, version 2)', () => {
  const call = (id: number, at: number, more: SpanOptions['attributes']): SpanOptions => ({
    id,
    parent: 1,
    name: 'chat gpt-4o',
    at,
    ms: 900,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.system': 'openai',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.response.model': 'gpt-4o-2024-08-06',
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 200,
      'operation.cost': 0.003,
      ...more,
    },
  });
  const text = line(
    {
      id: 1,
      name: 'agent run',
      ms: 2500,
      attributes: {
        model_name: 'gpt-4o',
        agent_name: 'weather',
        'gen_ai.agent.name': 'weather',
        // The run repeats the usage of its calls, in version 2 by the same names.
        'gen_ai.usage.input_tokens': 2000,
        'gen_ai.usage.output_tokens': 400,
      },
    },
    call(2, 10, {
      'gen_ai.usage.details.cache_read_tokens': 640,
      'gen_ai.usage.details.reasoning_tokens': 128,
    }),
    { id: 3, parent: 1, name: 'running 1 tool', at: 920, ms: 400 },
    {
      id: 4,
      parent: 3,
      name: 'running tool',
      at: 921,
      ms: 390,
      attributes: { 'gen_ai.tool.name': 'get_weather', 'gen_ai.tool.call.id': 'call_1' },
    },
    // What is 0 it does not write.
    call(5, 1400, {}),
  );

  test('tokens of the calls, once, with their cached and reasoning parts, and the cost', async () => {
    const measured = await measureText(text);
    expect(tokensOf(measured, 'weather')).toEqual({
      input: 2000,
      cached: 640,
      output: 272,
      reasoning: 128,
    });
    expect(component(measured, 'weather')?.variants[0]?.billed).toEqual({ n: 2, sum: 0.006 });
    expect(component(measured, 'get_weather')?.kind).toBe('tool');
    expect(measured.requests).toBe(1);
  });
});

describe('GenAI conventions of 2026 (open-telemetry/semantic-conventions-genai)', () => {
  test('a plan span without a model is no call; cache writes by their new name', async () => {
    const measured = await measureText(
      line(
        { id: 1, name: 'invoke_agent triage', ms: 4000, attributes: agent('triage') },
        {
          id: 2,
          parent: 1,
          name: 'plan triage',
          ms: 900,
          attributes: { 'gen_ai.operation.name': 'plan', 'gen_ai.agent.name': 'triage' },
        },
        {
          id: 3,
          parent: 1,
          name: 'chat claude-sonnet-4-5',
          at: 1000,
          ms: 2000,
          attributes: chat('claude-sonnet-4-5', {
            'gen_ai.usage.input_tokens': 10_000,
            'gen_ai.usage.cache_read.input_tokens': 7000,
            'gen_ai.usage.cache_write.input_tokens': 2000,
          }),
        },
        { id: 4, parent: 1, name: 'execute_tool lookup', at: 3100, attributes: tool('lookup') },
      ),
    );
    expect(component(measured, 'triage')?.runs).toBe(1);
    expect(tokensOf(measured, 'triage')).toMatchObject({ cached: 7000, written: 2000 });
  });
});

describe('Claude Code (code.claude.com/docs/en/monitoring-usage, "Traces")', () => {
  const call = (id: number, parent: number, at: number, more: SpanOptions['attributes'] = {}) => ({
    id,
    parent,
    name: 'claude_code.llm_request',
    at,
    ms: 2000,
    attributes: {
      'span.type': 'llm_request',
      model: 'claude-opus-4-5',
      'gen_ai.system': 'anthropic',
      'gen_ai.request.model': 'claude-opus-4-5',
      query_source: 'repl_main_thread',
      duration_ms: 2000,
      ttft_ms: 700,
      input_tokens: 5000,
      output_tokens: 400,
      cache_read_tokens: 3000,
      cache_creation_tokens: 1500,
      attempt: 1,
      success: true,
      ...more,
    },
  });
  const run = (id: number, name: string, at: number, more: SpanOptions['attributes'] = {}) => ({
    id,
    parent: 1,
    name: 'claude_code.tool',
    at,
    ms: 900,
    attributes: { 'span.type': 'tool', tool_name: name, duration_ms: 900, ...more },
  });
  const spans: SpanOptions[] = [
    {
      id: 1,
      name: 'claude_code.interaction',
      ms: 12_000,
      attributes: { 'span.type': 'interaction' },
    },
    call(2, 1, 10),
    run(3, 'Bash', 2020),
    {
      id: 4,
      parent: 3,
      name: 'claude_code.tool.execution',
      at: 2030,
      ms: 880,
      attributes: { 'span.type': 'tool.execution', success: false },
    },
    call(5, 1, 3000, { query_source: 'compact' }),
    // A subagent works below the tool that started it.
    { ...run(6, 'Agent', 5100, { subagent_type: 'Explore' }), ms: 4600 },
    call(7, 6, 5110, { query_source: 'agent:builtin:Explore', effort: 'High' }),
    { ...run(8, 'Read', 7200), parent: 6 },
    call(9, 1, 9800, { success: false, input_tokens: 0, output_tokens: 0 }),
  ];

  test('calls, tools, subagents and failures by its own names', async () => {
    const measured = await measureText(line(...spans));
    expect(
      measured.components.map(({ name, kind, runs, failed }) => [name, kind, runs, failed]),
    ).toEqual([
      ['claude-code', 'llm', 2, 1],
      ['Bash', 'tool', 1, 1],
      ['compact', 'compaction', 1, 0],
      ['Explore', 'llm', 1, 0],
      ['Read', 'tool', 1, 0],
    ]);
    expect(component(measured, 'Explore')?.variants[0]).toMatchObject({ effort: 'high' });
    expect(measured.coverage.modelCalls).toMatchObject({ total: 3, tokens: 3, ttft: 3 });
  });

  test('cached and written tokens stand beside the input, however many', async () => {
    const tokens = tokensOf(await measureText(line(...spans)), 'compact');
    expect(tokens).toEqual({ input: 9500, cached: 3000, written: 1500, output: 400 });
  });

  test('the same words on spans of others say no more than they are', async () => {
    const measured = await measureText(
      line(
        { id: 1, name: 'invoke_agent a', ms: 3000, attributes: agent('a') },
        {
          id: 2,
          parent: 1,
          name: 'chat m',
          at: 10,
          ms: 900,
          attributes: chat('m', { success: false }),
        },
        { id: 3, parent: 1, name: 'step', at: 920, attributes: { model: 'x', tool_name: 'y' } },
      ),
    );
    expect(measured.components.map(({ name, failed }) => [name, failed])).toEqual([['a', 0]]);
  });
});

describe('LiteLLM by OpenTelemetry (litellm/integrations/opentelemetry.py)', () => {
  test('a failed call, which has no usage, is one all the same; cost by its own name', async () => {
    const call = (id: number, at: number, more: Partial<SpanOptions>): SpanOptions => ({
      id,
      parent: 1,
      name: 'litellm_request',
      at,
      ms: 900,
      ...more,
      attributes: {
        'gen_ai.operation.name': 'acompletion',
        'gen_ai.request.model': 'gpt-5-mini',
        ...more.attributes,
      },
    });
    const measured = await measureText(
      line(
        { id: 1, name: 'invoke_agent helper', ms: 9000, attributes: agent('helper') },
        call(2, 10, { status: { code: 2 } }),
        call(3, 7000, {
          attributes: {
            'gen_ai.usage.input_tokens': 15,
            'gen_ai.usage.output_tokens': 16,
            'gen_ai.cost.total_cost': 0.002,
          },
        }),
        { id: 4, parent: 3, name: 'raw_gen_ai_request', at: 7001, ms: 890 },
      ),
    );
    expect(measured.components).toMatchObject([{ kind: 'llm', runs: 2, failed: 1 }]);
    expect(measured.components[0]?.variants[0]?.billed).toEqual({ n: 1, sum: 0.002 });
  });
});

describe('Google ADK (google/adk/telemetry/tracing.py, version 1)', () => {
  test('calls are those of their agents; merged results are no tool; thoughts beside the output', async () => {
    const call = (id: number, parent: number, at: number): SpanOptions => ({
      id,
      parent,
      name: 'call_llm',
      at,
      ms: 900,
      attributes: {
        'gen_ai.system': 'gcp.vertex.agent',
        'gen_ai.request.model': 'gemini-2.5-flash',
        'gen_ai.usage.input_tokens': 106,
        'gen_ai.usage.output_tokens': 6,
        'gen_ai.usage.experimental.reasoning_tokens': 46,
      },
    });
    const measured = await measureText(
      line(
        { id: 1, name: 'invocation', ms: 4000 },
        { id: 2, parent: 1, name: 'invoke_agent router', ms: 2000, attributes: agent('router') },
        call(3, 2, 10),
        // Tools run inside the call that asked for them.
        { id: 4, parent: 3, name: 'execute_tool maps', at: 300, attributes: tool('maps') },
        {
          id: 5,
          parent: 3,
          name: 'execute_tool (merged tools)',
          at: 410,
          ms: 1,
          attributes: tool('(merged tools)'),
        },
        {
          id: 6,
          parent: 1,
          name: 'invoke_agent writer',
          at: 2000,
          ms: 1900,
          attributes: agent('writer'),
        },
        call(7, 6, 2010),
      ),
    );
    expect(measured.components.map(({ name, kind, runs }) => [name, kind, runs])).toEqual([
      ['router', 'llm', 1],
      ['maps', 'tool', 1],
      ['writer', 'llm', 1],
    ]);
    expect(tokensOf(measured, 'writer')).toEqual({ input: 106, output: 6, reasoning: 46 });
    expect(component(measured, 'router')?.variants[0]?.latency.mean).toBe(800);
  });
});

describe('Microsoft Agent Framework', () => {
  test('an agent without a name has an id in its place, which names no component', async () => {
    const id = (digit: number): string => `${digit}71105b7-59dd-49c0-9677-0b95395aa46a`;
    const measured = await measureText(
      [1, 2]
        .map((digit) =>
          line(
            {
              trace: `${digit}`.repeat(32),
              id: 1,
              name: `invoke_agent ${id(digit)}`,
              ms: 4000,
              attributes: agent(id(digit)),
            },
            {
              trace: `${digit}`.repeat(32),
              id: 2,
              parent: 1,
              name: 'chat gpt-5-mini',
              attributes: chat('gpt-5-mini'),
            },
          ),
        )
        .join('\n'),
    );
    expect(measured.components).toMatchObject([{ kind: 'llm', runs: 2 }]);
    expect(measured.components).toHaveLength(1);
  });
});

describe('Strands Agents (strands/telemetry/tracer.py)', () => {
  test('calls are those of their agents, whatever cycle they are in', async () => {
    const cycle = (id: number, parent: number, at: number, name: string): SpanOptions => ({
      id,
      parent,
      name,
      at,
      ms: 900,
      attributes: { 'event_loop.cycle_id': `c${id}`, 'gen_ai.system': 'strands-agents' },
    });
    const called = (id: number, parent: number, at: number): SpanOptions => ({
      id,
      parent,
      name: 'chat',
      at,
      ms: 800,
      attributes: chat('us.anthropic.claude-sonnet-4-20250514-v1:0'),
    });
    const measured = await measureText(
      line(
        { id: 1, name: 'invoke_agent analyst', ms: 4000, attributes: agent('analyst') },
        cycle(2, 1, 1, 'execute_event_loop_cycle'),
        called(3, 2, 10),
        cycle(4, 1, 1000, 'Cycle 0f8fad5b-d9cb-469f-a165-70867728950e'),
        called(5, 4, 1010),
        {
          id: 6,
          parent: 1,
          name: 'execute_tool rank',
          at: 2000,
          ms: 1900,
          attributes: tool('rank'),
        },
        {
          id: 7,
          parent: 6,
          name: 'invoke_agent ranker',
          at: 2000,
          ms: 1800,
          attributes: agent('ranker'),
        },
        cycle(8, 7, 2001, 'execute_event_loop_cycle'),
        called(9, 8, 2010),
        {
          id: 10,
          parent: 8,
          name: 'execute_tool score',
          at: 2850,
          ms: 20,
          attributes: tool('score'),
        },
      ),
    );
    expect(measured.components.map(({ name, kind, runs }) => [name, kind, runs])).toEqual([
      ['analyst', 'llm', 2],
      ['ranker', 'llm', 1],
      ['score', 'tool', 1],
    ]);
  });
});

describe('LangSmith runs whose usage is in no LangChain message', () => {
  const usage = {
    input_tokens: 100,
    output_tokens: 50,
    total_tokens: 150,
    input_token_details: { cache_read: 60 },
    output_token_details: { reasoning: 30 },
  };
  const run = (more: object): string =>
    [
      { id: 'r1', run_type: 'chain', name: 'answer', end_time: iso(3000) },
      {
        id: 'r2',
        parent_run_id: 'r1',
        run_type: 'llm',
        name: 'ChatOpenAI',
        end_time: iso(2000),
        ...more,
      },
    ]
      .map((each) =>
        JSON.stringify({
          trace_id: 'r1',
          start_time: iso(0),
          status: 'success',
          error: null,
          ...each,
        }),
      )
      .join('\n');

  test.each([
    [
      'of wrapped clients: beside the choices (langsmith/wrappers/_openai.py)',
      {
        outputs: { id: 'chatcmpl-1', choices: [], usage_metadata: usage },
        extra: { metadata: { ls_model_name: 'gpt-5-mini' } },
      },
    ],
    [
      'of traceable functions: in the metadata (docs.langchain.com, log custom LLM traces)',
      { outputs: {}, extra: { metadata: { ls_model_name: 'gpt-5-mini', usage_metadata: usage } } },
    ],
  ])('%s', async (_, more) => {
    expect(tokensOf(await measureText(run(more)), 'answer')).toEqual({
      input: 100,
      cached: 60,
      output: 20,
      reasoning: 30,
    });
  });
});

describe('Phoenix', () => {
  const spans = [
    ['agent', 'AGENT', null, 'a1', 0, 5000, 'OK', {}],
    [
      'ChatCompletion',
      'LLM',
      'a1',
      'b1',
      10,
      2000,
      'OK',
      {
        'llm.model_name': 'gpt-5-mini',
        'llm.token_count.prompt': 1000,
        'llm.token_count.completion': 100,
        'llm.token_count.prompt_details.cache_read': 600,
      },
    ],
    ['lookup', 'TOOL', 'a1', 'c1', 2100, 500, 'ERROR', { 'tool.name': 'search_orders' }],
    ['lookup', 'TOOL', 'a1', 'd1', 3000, 400, 'OK', { 'tool.name': 'search_orders' }],
  ] as const;
  const common = spans.map(([name, span_kind, parent, id, at, ms, status_code, attributes]) => ({
    plain: { name, span_kind, status_code, status_message: '', parent_id: parent },
    context: { trace_id: '0af7651916cd43dd8448eb211c80319c', span_id: id.padEnd(16, '0') },
    times: [at, at + ms] as const,
    attributes,
  }));
  const parentIds = common.map(({ plain, ...rest }) => ({
    ...rest,
    plain: { ...plain, parent_id: plain.parent_id?.padEnd(16, '0') ?? null },
  }));

  /** GET /v1/projects/{project}/spans. */
  const rest = JSON.stringify({
    data: parentIds.map(({ plain, context, times: [start, end], attributes }, at) => ({
      id: `U3Bhbjo${at}`,
      ...plain,
      context,
      attributes,
      start_time: iso(start).replace('Z', '+00:00'),
      end_time: iso(end).replace('Z', '+00:00'),
      events: [],
    })),
    next_cursor: null,
  });
  /** get_spans_dataframe().to_json(orient='records', lines=True). */
  const rows = parentIds.map(({ plain, context, times: [start, end], attributes }) => ({
    ...plain,
    start_time: 1_795_305_600_000 + start,
    end_time: 1_795_305_600_000 + end,
    events: [],
    'context.trace_id': context.trace_id,
    'context.span_id': context.span_id,
    ...Object.fromEntries(
      ['llm.model_name', ...Object.keys(common[1]?.attributes ?? {}), 'tool.name'].map((key) => [
        `attributes.${key}`,
        (attributes as Record<string, unknown>)[key] ?? null,
      ]),
    ),
  }));
  const frame = rows.map((row) => JSON.stringify(row)).join('\n');
  /** get_spans_dataframe().to_csv(). */
  const csv = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))]
    .map((cells) => cells.map((cell) => (cell === null ? '' : String(cell))).join(','))
    .join('\n');

  test.each([
    ['of its API', rest],
    ['of a data frame', frame],
    ['of a data frame as CSV', csv],
  ])('spans %s: kinds, errors and tokens stand beside and in the attributes', async (_, text) => {
    const measured = await measureText(text);
    const kinds = measured.components.map(({ name, kind, runs, failed }) => [
      name,
      kind,
      runs,
      failed,
    ]);
    expect(kinds).toEqual([
      ['llm', 'llm', 1, 0],
      ['search_orders', 'tool', 2, 1],
    ]);
    expect(tokensOf(measured, 'llm')).toEqual({ input: 1000, cached: 600, output: 100 });
    expect(measured.coverage.spans).toMatchObject({ total: 4, counted: 4, rejected: [] });
  });
});
