import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { documentText, tableFromMeasurement } from '../../src/traces/tableFromMeasurement.ts';
import { mergeMeasured } from '../../src/traces/mergeMeasured.ts';
import { tableSchema, type Table, type TableDocument } from '../../src/table/schema.ts';
import { measureText } from './helpers/measureFile.ts';
import { agent, chat, line, tool } from './helpers/spans.ts';

/** A table of `requests` requests with one chat each, and so many calls of the tool in the first ones. */
async function measured(
  requests: number,
  toolUses: readonly number[] = [],
  ms = 100,
): Promise<TableDocument> {
  const lines = Array.from({ length: requests }, (_, index) => {
    const trace = (index + 1).toString(16).padStart(32, '0');
    const tools = Array.from({ length: toolUses[index] ?? 0 }, (_unused, at) => ({
      trace,
      id: 10 + at,
      parent: 1,
      name: 'execute_tool crm',
      at: 500,
      ms,
      attributes: tool('crm'),
    }));
    return line(
      { trace, id: 1, name: 'invoke_agent support', ms: 1000, attributes: agent('support') },
      {
        trace,
        id: 2,
        parent: 1,
        name: 'chat m',
        ms,
        attributes: chat('m', { 'gen_ai.usage.input_tokens': ms }),
      },
      ...tools,
    );
  });
  return tableFromMeasurement(await measureText(lines.join('\n')), { name: 'support' });
}

function merged(text: string, table: TableDocument): { text: string; table: Table } {
  const document = parseDocument(text);
  mergeMeasured(document, table);
  const result = documentText(document);
  return { text: result, table: tableSchema.parse(parseDocument(result).toJS()) };
}

const asText = (table: TableDocument): string => JSON.stringify(table);

describe('a measurement merged into a table', () => {
  test('adds histograms, traces and spans, and weighs means', async () => {
    const { table } = merged(asText(await measured(1, [], 100)), await measured(3, [], 500));
    const variant = table.components['support']?.variants?.['m'];
    expect(table.measured).toMatchObject({ traces: 4, spans: 8 });
    expect(variant?.latency).toMatchObject({ n: 4, mean: 400, max: 500 });
    expect(variant?.tokens).toEqual({ input: 400, output: 100 });
  });

  test('weighs shares by requests, also of what only one side has seen', async () => {
    const { table } = merged(asText(await measured(2)), await measured(2, [1, 3]));
    expect(table.components['crm']).toMatchObject({
      used_by: 0.5,
      calls: [
        { count: 1, share: 0.5 },
        { count: 3, share: 0.5 },
      ],
    });
    expect(table.tool_sets).toEqual([
      [0.5, []],
      [0.5, ['crm']],
    ]);
    const other = merged(asText(await measured(2, [1, 1])), await measured(6));
    expect(other.table.components['crm']).toMatchObject({ used_by: 0.25 });
    expect(other.table.tool_sets).toEqual([
      [0.75, []],
      [0.25, ['crm']],
    ]);
  });

  test('keeps what people wrote, and their comments', async () => {
    const text = `# our agent
version: 1
name: ours # the name we use
measured: { from: 2026-01-01, to: 2026-02-01, traces: 1, spans: 2 }
components:
  # the model
  support:
    kind: llm
    buys: answers # in words
    variants:
      m: { model: m, latency: 2s, accuracy: -2..-1pt } # a guess
      other: { model: n, latency: 1s }
  crm: { kind: tool, latency: 600-900ms, cost: $0.0004, guards: "wrong customers" }
  unseen: { kind: tool, latency: 5ms, used_by: 10% }
evals:
  standard: { baseline: { accuracy: 95%, architecture: { support: m } } }
`;
    const result = merged(text, await measured(1, [1]));
    for (const kept of [
      '# our agent',
      'name: ours # the name we use',
      '# the model',
      'buys: answers # in words',
      '# a guess',
      'accuracy: -2..-1pt',
      'cost: $0.0004',
      'guards: "wrong customers"',
      'unseen: { kind: tool, latency: 5ms, used_by: 10% }',
      'architecture: { support: m }',
    ]) {
      expect(result.text).toContain(kept);
    }
    expect(result.table.components['support']?.variants?.['m']?.latency).toMatchObject({
      n: 1,
      max: 100,
    });
    expect(result.table.components['support']?.variants?.['other']?.latency?.n).toBeNull();
    expect(result.table.components['crm']?.latency?.n).toBe(1);
    expect(result.table.measured).toMatchObject({
      from: '2026-01-01',
      to: '2026-11-22',
      traces: 2,
    });
  });

  test('into a table without measurements brings its own shares', async () => {
    const { table } = merged(
      '{ version: 1, name: a, components: { crm: { kind: tool, latency: 1s } } }',
      await measured(2, [2]),
    );
    expect(table.measured?.traces).toBe(2);
    expect(table.components['crm']).toMatchObject({
      used_by: 0.5,
      calls: [{ count: 2, share: 1 }],
    });
    expect(table.end_to_end?.latency?.n).toBe(2);
  });

  test('twice gives twice the counts and the same percentiles', async () => {
    const once = await measured(3, [1], 250);
    const twice = merged(asText(once), once).table;
    const before = tableSchema.parse(once);
    expect(twice.components['crm']?.latency).toMatchObject({ n: 2, mean: 250, max: 250 });
    expect(twice.components['crm']?.used_by).toBe(before.components['crm']?.used_by);
    expect(twice.tool_sets).toEqual(before.tool_sets);
  });
});

describe('tables of samples', () => {
  /** As if one trace in so many had been read whole. */
  const sampled = (table: TableDocument, oneIn: number): TableDocument =>
    table.measured === undefined
      ? table
      : { ...table, measured: { ...table.measured, one_in: oneIn } };

  const mergedSample = async (old: number | null, fresh: number | null): Promise<unknown> => {
    const [first, second] = [await measured(4), await measured(2)];
    const document = parseDocument(
      documentText(parseDocument(JSON.stringify(old === null ? first : sampled(first, old)))),
    );
    mergeMeasured(document, fresh === null ? second : sampled(second, fresh));
    return tableSchema.parse(document.toJS()).measured?.one_in;
  };

  test('of one rate keep it', async () => {
    expect(await mergedSample(20, 20)).toBe(20);
  });

  test('of different rates have that of all their traces together', async () => {
    // 4 of 40 traces and 2 of 4: 6 of 44.
    expect(await mergedSample(10, 2)).toBe(7);
    // 4 of 40 traces and 2 of 2: 6 of 42.
    expect(await mergedSample(10, null)).toBe(7);
  });

  test('and tables of all traces say nothing of it', async () => {
    expect(await mergedSample(null, null)).toBeUndefined();
  });
});
