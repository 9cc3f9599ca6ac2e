import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { takesAttributes } from '../../src/traces/engines/scanner/scanner.ts';
import { rulesOf, rulesSchema } from '../../src/traces/rules/rulesSchema.ts';
import { measureTraces } from '../../src/traces/measureTraces.ts';
import { agent, chat, line } from './helpers/spans.ts';

const TEXT = line(
  { id: 1, name: 'handle', ms: 1000 },
  { id: 2, parent: 1, name: 'OrdersApi.fetch', at: 0, ms: 200, attributes: { 'app.layer': 'io' } },
  { id: 3, parent: 1, name: 'draft', at: 200, ms: 500, attributes: { 'app.step': 'draft-3' } },
  { id: 4, parent: 3, name: 'chat m', at: 250, ms: 400, attributes: chat('m') },
  { id: 5, parent: 1, name: 'double check', at: 750, ms: 200 },
  { id: 6, parent: 5, name: 'chat m', at: 760, ms: 100, attributes: chat('m') },
);

async function components(rules: unknown): Promise<string[]> {
  const measured = await measureTraces({
    files: ['-'],
    cwd: '/',
    stdin: Readable.from([TEXT]),
    rules: rulesOf(rulesSchema.parse({ version: 1, rules })),
  });
  return measured.components.map(({ name, kind, runs }) => `${kind} ${name} ${runs}`).sort();
}

describe('rules', () => {
  test('none: what no convention names is not guessed at', async () => {
    expect(await components([])).toEqual(['llm double-check 1', 'llm draft 1']);
  });

  test('name spans and give them a kind', async () => {
    const orders = { name: 'OrdersApi.*', component: 'orders', kind: 'tool' };
    expect(await components([orders])).toEqual([
      'llm double-check 1',
      'llm draft 1',
      'tool orders 1',
    ]);
  });

  test('look at attributes, which are kept for them alone', async () => {
    const io = { attributes: { 'app.layer': 'io' }, kind: 'tool' };
    expect(await components([io])).toContain('tool OrdersApi.fetch 1');
    expect(await components([{ ...io, attributes: { 'app.layer': 'cpu' } }])).toHaveLength(2);
    expect(await components([{ ...io, attributes: { 'app.other': '*' } }])).toHaveLength(2);
  });

  test('may look at thousands of attributes, more than the scanner has room for', async () => {
    const io = { attributes: { 'app.layer': 'io' }, kind: 'tool' };
    const others = Array.from({ length: 3000 }, (_, at) => ({
      attributes: { [`app.attribute-number-${at}`]: 'x' },
      kind: 'tool',
    }));
    expect(takesAttributes(['app.layer'])).toBe(true);
    expect(takesAttributes(others.flatMap(({ attributes }) => Object.keys(attributes)))).toBe(
      false,
    );
    expect(await components([...others, io])).toEqual(await components([io]));
  });

  test('take regular expressions, and the first that fits decides', async () => {
    const both = [
      { name: '/^double/', kind: 'verifier', component: 'critic' },
      { name: '*check*', kind: 'compaction' },
    ];
    expect(await components(both)).toEqual(['llm draft 1', 'verifier critic 1']);
  });

  test('may say that a span is a step, or nothing of its own', async () => {
    expect(await components([{ name: 'draft', component: 'writing', kind: 'scope' }])).toEqual([
      'llm double-check 1',
      'llm writing 1',
    ]);
    expect(await components([{ name: 'chat m', kind: 'ignore' }])).toEqual([]);
  });

  test.each([
    [{ component: 'x' }, 'a rule says which spans it is for: name, attributes, or both'],
    [{ name: 'x' }, 'a rule says what its spans are: component, kind, or both'],
    [{ name: '/(/', kind: 'tool' }, 'Invalid regular expression: /(/i: Unterminated group'],
  ])('%j is refused: %s', (rule, message) => {
    const result = rulesSchema.safeParse({ version: 1, rules: [rule] });
    expect(result.error?.issues[0]?.message).toBe(message);
  });
});

test('nothing typed by users reaches the table, from any attribute, event or status', async () => {
  const canary = 'CANARY-7f3a';
  const secret = {
    'gen_ai.input.messages': canary,
    'gen_ai.output.messages': canary,
    'gen_ai.tool.call.arguments': canary,
    'input.value': canary,
    'output.value': canary,
    'ai.prompt': canary,
    'ai.response.text': canary,
    'ai.toolCall.args': canary,
    'traceloop.entity.input': canary,
    'langfuse.observation.input': canary,
    'llm.invocation_parameters': JSON.stringify({ messages: [canary], reasoning_effort: 'low' }),
    'llm.input_messages.0.message.content': canary,
    'user.id': canary,
    'error.type': canary,
    metadata: canary,
  };
  const text = line(
    { id: 1, name: 'invoke_agent a', ms: 900, attributes: { ...agent('a'), ...secret } },
    {
      id: 2,
      parent: 1,
      name: 'chat m',
      attributes: { ...chat('m'), ...secret, 'error.type': '' },
      events: [
        {
          name: 'gen_ai.content.prompt',
          attributes: [{ key: 'x', value: { stringValue: canary } }],
        },
      ],
      status: { code: 0, message: canary },
    },
  );
  const measured = await measureTraces({ files: ['-'], cwd: '/', stdin: Readable.from([text]) });
  expect(
    JSON.stringify(measured, (_, value: unknown) => (value instanceof Map ? [...value] : value)),
  ).not.toContain(canary);
});
