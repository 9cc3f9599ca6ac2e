import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SpanReader } from '../../../src/traces/readers/otlpSpan.ts';
import { readSpan } from '../helpers/readSpan.ts';
import { agent, chat, otlpSpan, tool, type SpanOptions } from '../helpers/spans.ts';

type Attributes = NonNullable<SpanOptions['attributes']>;

describe('the reader', () => {
  test('gives spans that look the same the same traits, whatever their figures', () => {
    const reader = new SpanReader();
    const read = (attributes: Attributes): unknown => readSpan({ attributes }, { reader }).traits;
    const first = read(chat('m'));
    expect(read({ ...chat('m'), 'gen_ai.usage.input_tokens': 7, 'app.step': 'answer' })).toBe(
      first,
    );
    expect(read(chat('n'))).not.toBe(first);
    expect(read(chat('m'))).toBe(first);
  });

  test.each([
    ['the name', { name: 'other' }, {}],
    ['the scope', {}, { scope: 'ai' }],
    ['an attribute', { attributes: { ...chat('m'), 'http.method': 'GET' } }, {}],
  ])('tells spans apart by %s', (_, change, where) => {
    const reader = new SpanReader();
    const plain = readSpan({ attributes: chat('m') }, { reader }).traits;
    const other = readSpan({ attributes: chat('m'), ...change }, { reader, ...where }).traits;
    expect(other).not.toEqual(plain);
  });

  test('reads a span the same after any others as alone', () => {
    const values = ['chat', 'execute_tool', 'x', '', 'true', 'ERROR', 'tools/call', 'qdrant', '7'];
    const keys = [
      'gen_ai.operation.name',
      'gen_ai.agent.name',
      'gen_ai.tool.name',
      'gen_ai.request.model',
      'gen_ai.response.model',
      'gen_ai.usage.input_tokens',
      'gen_ai.response.time_to_first_chunk',
      'langfuse.observation.type',
      'langfuse.observation.level',
      'langfuse.observation.usage_details',
      'langfuse.internal.is_app_root',
      'mcp.method.name',
      'db.system',
      'error.type',
      'http.method',
      'ai.operationId',
      'traceloop.entity.name',
      'unheard.of',
    ];
    const attributes = fc.array(
      fc.tuple(
        fc.constantFrom(...keys),
        fc.constantFrom<string | number | boolean>(...values, 5, true),
      ),
      { maxLength: 6 },
    );
    const spans = fc.array(fc.tuple(fc.constantFrom('work', 'chat x', 'tools/call'), attributes), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(spans, (all) => {
        const reader = new SpanReader();
        for (const [name, list] of all) {
          const options = { name, attributes: Object.fromEntries(list) };
          const { traceId: _together, ...together } = readSpan(options, { reader });
          const { traceId: _alone, ...alone } = readSpan(options);
          expect(together).toEqual(alone);
        }
      }),
    );
  });

  test('reads attributes the same in any order, unless two sources compete', () => {
    const attributes = {
      ...chat('m', { 'gen_ai.response.model': 'm-2025-08-07', 'gen_ai.agent.name': 'support' }),
      'gen_ai.request.reasoning_effort': 'low',
      'gen_ai.response.time_to_first_chunk': 0.2,
      'error.type': 'timeout',
      'unheard.of': 'x',
    };
    const expected = readSpan({ attributes });
    const entries = Object.entries(attributes);
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (shuffled) => {
        expect(readSpan({ attributes: Object.fromEntries(shuffled) })).toEqual(expected);
      }),
    );
  });

  test('takes the last of several values of one attribute', () => {
    const attribute = (key: string, stringValue: string): unknown => ({
      key,
      value: { stringValue },
    });
    const attributes = [
      attribute('gen_ai.tool.name', 'a'),
      attribute('gen_ai.usage.input_tokens', '5'),
      attribute('gen_ai.tool.name', 'b'),
      attribute('gen_ai.usage.input_tokens', '6'),
    ];
    const { traits, usage } = readSpan({ raw: { attributes } });
    expect([traits.tool, usage?.input]).toEqual(['b', 6]);
  });

  test('outlasts 60,000 names that come once each', () => {
    const reader = new SpanReader();
    for (let at = 0; at < 60_000; at += 1) {
      const name = `request-${at}`;
      const { traits } = readSpan({ name, attributes: tool('crm') }, { reader });
      if (traits.name !== name || traits.tool !== 'crm') throw new Error(JSON.stringify(traits));
    }
    expect(readSpan({ name: 'request-1' }, { reader }).traits.name).toBe('request-1');
  });

  test('outlasts 5,000 attributes that nobody reads', () => {
    const reader = new SpanReader();
    for (let at = 0; at < 5000; at += 1)
      readSpan({ attributes: { [`app.key-${at}`]: 'x', 'traceloop.x': at } }, { reader });
    const { traits } = readSpan({ attributes: { 'traceloop.workflow.name': 'w' } }, { reader });
    expect(traits.source).toBe('Traceloop');
  });

  test.each([
    ['no list', { attributes: { key: 'gen_ai.tool.name' } }],
    ['no objects', { attributes: [null, 7, 'x', []] }],
    ['no key', { attributes: [{ value: { stringValue: 'x' } }, { key: 5, value: {} }] }],
    ['no value', { attributes: [{ key: 'gen_ai.tool.name' }] }],
    ['an empty value', { attributes: [{ key: 'gen_ai.tool.name', value: {} }] }],
    ['a list', { attributes: [{ key: 'gen_ai.tool.name', value: { arrayValue: {} } }] }],
    ['text outside', { attributes: [{ key: 'gen_ai.tool.name', value: 'x' }] }],
  ])('finds nothing in attributes that are %s', (_, raw) => {
    expect(readSpan({ raw }).traits).toMatchObject({ tool: null, source: 'plain', kind: 'plain' });
  });

  test('keeps no prompt, output, argument, document or metadata', () => {
    const secret = 'SECRET';
    const attributes = {
      ...chat('m'),
      ...agent('support'),
      'gen_ai.input.messages': secret,
      'gen_ai.output.messages': secret,
      'gen_ai.system_instructions': secret,
      'gen_ai.tool.call.arguments': secret,
      'gen_ai.tool.call.result': secret,
      'langfuse.observation.input': secret,
      'langfuse.observation.output': secret,
      'langfuse.observation.metadata.user': secret,
      'langfuse.observation.model.parameters': `{"user":"${secret}","reasoning_effort":"low"}`,
      'error.type': secret,
      'db.query.text': secret,
      'url.full': secret,
    };
    const events = [{ name: secret, attributes: [] }];
    const span = readSpan({ attributes, events, status: { code: 2, message: secret } });
    expect(JSON.stringify(span)).not.toContain(secret);
    expect([span.failed, span.traits.effort]).toEqual([true, 'low']);
  });
});

describe('status, entry and evaluation', () => {
  test.each([
    [{ code: 2 }, true],
    [{ code: '2' }, true],
    [{ code: 'STATUS_CODE_ERROR' }, true],
    [{ code: 1 }, false],
    [{ code: 'STATUS_CODE_OK' }, false],
    [{}, false],
    ['ERROR', false],
    [null, false],
  ])('status %j: failed is %j', (status, failed) => {
    expect(readSpan({ raw: { status } }).failed).toBe(failed);
  });

  test.each([
    ['ERROR', true],
    ['WARNING', false],
    ['DEFAULT', false],
  ])('Langfuse level %s: failed is %j', (level, failed) => {
    expect(readSpan({ attributes: { 'langfuse.observation.level': level } }).failed).toBe(failed);
  });

  test.each([
    [0x300, true],
    [0x301, true],
    ['769', true],
    [0x100, false],
    [0x200, false],
    [1, false],
    [null, false],
    ['x', false],
  ])('flags %j: an entry is %j', (flags, entry) => {
    expect(readSpan({ raw: { flags } }).entry).toBe(entry);
  });

  test.each([
    [true, true],
    ['true', true],
    [false, false],
    ['yes', false],
  ])('Langfuse app root %j: an entry is %j', (root, entry) => {
    expect(readSpan({ attributes: { 'langfuse.internal.is_app_root': root } }).entry).toBe(entry);
  });

  test.each([
    [[{ name: 'gen_ai.evaluation.result' }], true],
    [[null, { name: 'x' }, { name: 'gen_ai.evaluation.result' }], true],
    [[{ name: 'gen_ai.evaluation' }], false],
    [[], false],
    ['gen_ai.evaluation.result', false],
  ])('events %j: evaluated is %j', (events, evaluated) => {
    expect(readSpan({ raw: { events } }).evaluated).toBe(evaluated);
  });
});

describe('sources', () => {
  test.each([
    ['plain', {}],
    ['plain', { 'http.method': 'GET' }],
    ['OTel GenAI', { 'gen_ai.tool.name': 'x' }],
    ['OTel GenAI', { 'gen_ai.usage.input_tokens': 1 }],
    ['OTel GenAI', { 'gen_ai.server.time_to_first_token': 1 }],
    ['OTel GenAI', { 'mcp.method.name': 'initialize' }],
    ['Langfuse', { 'langfuse.observation.type': 'span', 'ai.operationId': 'x' }],
    ['plain', { 'langfuse.observation.level': 'DEFAULT' }],
    ['AI SDK 4-6', { 'ai.operationId': 'ai.embed', 'gen_ai.operation.name': 'chat' }],
    ['OpenInference', { 'openinference.span.kind': 'LLM', 'traceloop.span.kind': 'x' }],
    ['OpenInference', { 'traceloop.workflow.name': 'x', 'openinference.span.kind': 'LLM' }],
    ['Traceloop', { 'traceloop.workflow.name': 'x', 'gen_ai.operation.name': 'chat' }],
    ['LangSmith', { 'langsmith.span.kind': 'llm', 'gen_ai.system': 'openai' }],
    ['gateway log', { 'budget.source': 'gateway', 'gen_ai.operation.name': 'chat' }],
  ])('%s: %j', (source, attributes) => {
    expect(readSpan({ attributes }).traits.source).toBe(source);
  });

  test('Traceloop copies the agent onto every span: only the agent itself has it', () => {
    const copied = { 'gen_ai.agent.name': 'support', 'traceloop.workflow.name': 'support' };
    expect(readSpan({ attributes: { ...chat('m'), ...copied } }).traits.agent).toBeNull();
    const own = { ...copied, 'traceloop.span.kind': 'agent', 'traceloop.entity.name': 'support' };
    expect(readSpan({ attributes: own }).traits.agent).toBe('support');
  });

  test('what a program says in budget.kind and budget.component wins', () => {
    const attributes = { ...chat('m'), 'budget.kind': 'tool', 'budget.component': 'price-feed' };
    expect(readSpan({ attributes }).traits).toMatchObject({
      kind: 'tool',
      component: 'price-feed',
    });
    expect(readSpan({ attributes: { 'budget.kind': 'nonsense' } }).traits.kind).toBe('plain');
  });

  test.each([
    ['tools/call crm', 'crm'],
    ['tools/call', 'mcp-tool'],
    ['crm', 'crm'],
  ])('an MCP call named %j is tool %s', (name, expected) => {
    const { traits } = readSpan({ name, attributes: { 'mcp.method.name': 'tools/call' } });
    expect([traits.tool, traits.kind]).toEqual([expected, 'tool']);
  });

  test('other MCP methods are no tools', () => {
    const { traits } = readSpan({ attributes: { 'mcp.method.name': 'tools/list' } });
    expect([traits.tool, traits.kind]).toEqual([null, 'plain']);
  });

  test('the reader keeps parents, and reads zeros of any length as none', () => {
    const parentOf = (parentSpanId: string): unknown =>
      readSpan({ raw: { parentSpanId } }).parentId;
    expect(parentOf('00000000000000ff')).toEqual({ high: 0, low: 255 });
    expect([parentOf('0000000000000000'), parentOf('0'), parentOf('')]).toEqual([null, null, null]);
    expect(new SpanReader().read(otlpSpan({ id: 1, name: 'x', parent: 'zz' }), null)).toBe(
      'malformed id',
    );
  });
});
