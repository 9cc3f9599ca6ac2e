import { describe, expect, test } from 'vitest';
import { tableSchema } from '../../src/table/schema.ts';
import { tableFromMeasurement } from '../../src/traces/tableFromMeasurement.ts';
import { variantName } from '../../src/traces/variantName.ts';
import { measureText } from './helpers/measureFile.ts';
import { agent, chat, line, tool, type SpanOptions } from './helpers/spans.ts';

const ROOT: SpanOptions = {
  id: 1,
  name: 'invoke_agent support',
  ms: 10_000,
  attributes: agent('support'),
};

function under(
  parent: number,
  id: number,
  name: string,
  attributes: SpanOptions['attributes'] = {},
): SpanOptions {
  return { id, parent, name, at: id * 100, ms: 50, attributes };
}

async function namesOf(...spans: readonly SpanOptions[]): Promise<string[]> {
  const { components } = await measureText(line(...spans));
  return components.map(({ name }) => name);
}

describe('components of one name', () => {
  const tools = (...names: readonly string[]): SpanOptions[] =>
    names.map((name, at) => under(1, 10 + at, `execute_tool ${name}`, tool(name)));

  test.each([
    ['a b', 'a-b'],
    ['a/b', 'a-b'],
    ['-a.b-', 'a.b'],
    ['naïve tool', 'naïve-tool'],
    ['工具', '工具'],
    ['🛠', 'tool'],
    ['7zip', 'tool-7zip'],
    ['On', 'tool-On'],
    ['parallel', 'tool-parallel'],
  ])('tool %j is %s', async (name, expected) => {
    expect(await namesOf(ROOT, ...tools(name))).toEqual([expected]);
  });

  test('that are spelled differently are one', async () => {
    expect(await namesOf(ROOT, ...tools('a b', 'a/b', 'a-b'))).toEqual(['a-b']);
  });

  test('but of several kinds are told apart by kind', async () => {
    const names = await namesOf(
      ROOT,
      under(1, 2, 'retrieval crm', {
        'gen_ai.operation.name': 'retrieval',
        'gen_ai.data_source.id': 'crm',
      }),
      ...tools('crm'),
    );
    expect(names).toEqual(['crm-retrieval', 'crm']);
  });

  test('without a model call or a tool, the first kind by name keeps it', async () => {
    const names = await namesOf(
      ROOT,
      under(1, 2, 'rerank docs', { 'langfuse.observation.type': 'retriever' }),
      under(1, 3, 'rerank docs', { 'langfuse.observation.type': 'embedding' }),
    );
    expect(names).toEqual(['rerank-docs-retrieval', 'rerank-docs']);
  });
});

describe('a name made longer by its kind', () => {
  const twice = (name: string, id: number): SpanOptions[] => [
    { ...under(1, id, 'write', { ...chat('m'), 'gen_ai.agent.name': name }), name: `chat m` },
    under(1, id + 1, `execute_tool ${name}`, tool(name)),
  ];

  test('is never that of another component', async () => {
    const other = under(1, 9, 'execute_tool crm-tool', tool('crm-tool'));
    expect(await namesOf(ROOT, ...twice('crm', 2), other)).toEqual([
      'crm',
      'crm-tool-tool',
      'crm-tool',
    ]);
  });

  test('nor that of another one made longer', async () => {
    const names = await namesOf(ROOT, ...twice('crm', 2), ...twice('crm-tool', 5));
    expect(names).toEqual(['crm', 'crm-tool-tool', 'crm-tool', 'crm-tool-tool-tool']);
  });

  test('stands in the tool sets too', async () => {
    const { toolSets } = await measureText(
      line(ROOT, ...twice('crm', 2), under(1, 9, 'execute_tool crm-tool', tool('crm-tool'))),
    );
    expect(toolSets).toEqual([{ tools: ['crm-tool', 'crm-tool-tool'], requests: 1 }]);
  });
});

describe('the name of the agent', () => {
  const request = (trace: string, root: Partial<SpanOptions>): string =>
    line(
      { ...ROOT, trace: trace.repeat(32), ...root },
      { ...under(1, 2, 'chat m', chat('m')), trace: trace.repeat(32) },
    );

  test('is what most requests call their root', async () => {
    const other = { name: 'handle', attributes: {} };
    const text = [request('1', other), request('2', {}), request('3', {})].join('\n');
    expect((await measureText(text)).agent).toBe('support');
  });

  test('of as many requests each is the first by name', async () => {
    const text = [request('1', {}), request('2', { attributes: agent('a b') })].join('\n');
    expect((await measureText(text)).agent).toBe('a-b');
  });

  test('is made safe', async () => {
    expect((await measureText(request('1', { attributes: agent('off') }))).agent).toBe('agent-off');
  });

  test('is none where roots are called after what they do', async () => {
    const root = { name: 'POST', attributes: { 'http.method': 'POST' } };
    expect((await measureText(request('1', root))).agent).toBeNull();
  });
});

describe('variants', () => {
  test.each([
    ['gpt-5-mini', 'low', 'gpt-5-mini-low'],
    ['gpt-5-mini', null, 'gpt-5-mini'],
    ['anthropic/claude', 'x high', 'anthropic-claude-x-high'],
    ['4o', null, 'model-4o'],
    ['???', null, 'model'],
    ['all', null, 'model-all'],
  ])('of %s and %s: %s', (model, effort, expected) => {
    expect(variantName(model, effort)).toBe(expected);
  });

  test('of models whose names become the same are one, of no known model', async () => {
    const { components } = await measureText(
      line(ROOT, under(1, 2, 'chat', chat('a/b')), under(1, 3, 'chat', chat('a:b'))),
    );
    expect(components[0]?.variants).toMatchObject([
      { name: 'a-b', model: null, effort: null, latency: { n: 2 } },
    ]);
  });

  test('of calls without a model stand beside the others', async () => {
    const { components } = await measureText(
      line(
        ROOT,
        under(1, 2, 'chat', chat('m')),
        under(1, 3, 'chat', { 'gen_ai.operation.name': 'chat' }),
      ),
    );
    expect(components[0]?.variants.map(({ name, model }) => [name, model])).toEqual([
      ['unknown-model', null],
      ['m', 'm'],
    ]);
  });

  test('alone without a model has no name', async () => {
    const { components } = await measureText(
      line(ROOT, under(1, 3, 'chat', { 'gen_ai.operation.name': 'chat' })),
    );
    expect(components[0]?.variants.map(({ name }) => name)).toEqual([null]);
  });

  test('are in the table as the schema wants them', async () => {
    const measured = await measureText(
      line(ROOT, under(1, 2, 'chat', chat('a/b')), under(1, 3, 'chat', chat('4o'))),
    );
    const table = tableSchema.parse(tableFromMeasurement(measured, { name: 'x' }));
    expect(Object.keys(table.components['support']?.variants ?? {})).toEqual(['a-b', 'model-4o']);
  });
});
