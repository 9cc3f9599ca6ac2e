import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measureText } from './helpers/measureFile.ts';
import { agent, chat, otlpLine, otlpSpan } from './helpers/spans.ts';

type Json = Readonly<Record<string, unknown>>;

/** Records of one export, each a span, and how the format packs them. */
interface Export {
  readonly records: readonly Json[];
  readonly packed: (records: readonly unknown[]) => string;
}

const lines = (records: readonly unknown[]): string =>
  records.map((record) => JSON.stringify(record)).join('\n');
const inList = (key: string) => (records: readonly unknown[]) => JSON.stringify({ [key]: records });

const TIME = '2026-11-22T00:50:2';

const EXPORTS: Readonly<Record<string, Export>> = {
  otlp: {
    records: [
      otlpSpan({ id: 1, name: 'invoke_agent a', ms: 900, attributes: agent('a') }),
      otlpSpan({ id: 2, parent: 1, name: 'chat m', ms: 500, attributes: chat('m') }),
    ],
    packed: otlpLine,
  },
  jaeger: {
    records: ['b1', 'b2'].map((spanID, at) => ({
      traceID: 'a1',
      spanID,
      operationName: 'chat m',
      references: at === 0 ? [] : [{ refType: 'CHILD_OF', traceID: 'a1', spanID: 'b1' }],
      startTime: 1_795_308_428_984_000 + at,
      duration: 72_769 - 9 * at,
      tags: [{ key: 'gen_ai.operation.name', type: 'string', value: 'chat' }],
      logs: [],
      processID: 'p1',
    })),
    packed: (spans) =>
      JSON.stringify({
        data: [{ traceID: 'a1', spans, processes: { p1: { serviceName: 'agent' } } }],
      }),
  },
  zipkin: {
    records: ['b1', 'b2'].map((id, at) => ({
      traceId: 'a1',
      id,
      ...(at === 0 ? {} : { parentId: 'b1' }),
      name: 'chat m',
      timestamp: 1_795_308_428_984_000 + at,
      duration: 500 - 9 * at,
      localEndpoint: { serviceName: 'agent' },
      tags: { 'gen_ai.operation.name': 'chat' },
      annotations: [{ timestamp: 1_795_308_428_984_001, value: 'first' }],
    })),
    packed: (records) => JSON.stringify(records),
  },
  langfuse: {
    records: [
      { id: 'o1', type: 'AGENT', parentObservationId: null },
      { id: 'o2', type: 'GENERATION', parentObservationId: 'o1' },
    ].map((each) => ({
      ...each,
      traceId: 't1',
      name: 'answer',
      startTime: `${TIME}0.064Z`,
      endTime: `${TIME}1.064Z`,
      completionStartTime: `${TIME}0.564Z`,
      model: 'm',
      modelParameters: { reasoning_effort: 'low' },
      usageDetails: { input: 5, output: 3 },
      costDetails: { total: 0.1 },
      level: 'DEFAULT',
    })),
    packed: inList('data'),
  },
  langsmith: {
    records: [
      { id: 'r1', run_type: 'chain', parent_run_id: null },
      { id: 'r2', run_type: 'llm', parent_run_id: 'r1' },
    ].map((each) => ({
      ...each,
      trace_id: 'r1',
      dotted_order: '20261122T005020Zr1',
      name: 'x',
      start_time: `${TIME}0.064`,
      end_time: `${TIME}1.064`,
      error: null,
      extra: { metadata: { ls_model_name: 'm' } },
      outputs: { usage_metadata: { input_tokens: 5, output_tokens: 3 } },
      events: [{ name: 'new_token', time: `${TIME}0.564` }],
    })),
    packed: lines,
  },
  litellm: {
    records: ['1', '2'].map((id) => ({
      id,
      trace_id: 't',
      call_type: 'completion',
      model: 'm',
      stream: true,
      startTime: 1_795_308_620.5,
      completionStartTime: 1_795_308_620.9,
      endTime: 1_795_308_621.5,
      prompt_tokens: 5,
      completion_tokens: 2,
      metadata: { usage_object: { prompt_tokens_details: { cached_tokens: 1 } } },
      model_parameters: { reasoning_effort: 'low' },
      status: 'success',
    })),
    packed: lines,
  },
  helicone: {
    records: ['1', '2'].map((request_id) => ({
      request_id,
      request_created_at: `${TIME}0Z`,
      response_created_at: `${TIME}1Z`,
      delay_ms: 500,
      time_to_first_token: 100,
      response_status: 200,
      model: 'm',
      request_properties: { 'Helicone-Session-Id': 's', 'Helicone-Session-Path': '/a/b' },
      request_body: { reasoning_effort: 'low' },
      prompt_tokens: 5,
    })),
    packed: inList('data'),
  },
  phoenix: {
    records: ['b1', 'b2'].map((id, at) => ({
      name: 'chat',
      span_kind: 'LLM',
      context: { trace_id: 'a1', span_id: id },
      parent_id: at === 0 ? null : 'b1',
      start_time: `${TIME}0.064000+00:00`,
      end_time: `${TIME}1.064000+00:00`,
      status_code: 'OK',
      attributes: { 'llm.model_name': 'm' },
      events: [],
    })),
    packed: inList('data'),
  },
  clickhouse: {
    records: ['69b7d751d0833d3b', '69b7d751d0833d3c'].map((SpanId, at) => ({
      Timestamp: '2026-11-22 00:47:08.984',
      TraceId: 'e4daeba6ea1cd0f449614e8f2a537712',
      SpanId,
      ParentSpanId: at === 0 ? '' : '69b7d751d0833d3b',
      SpanName: 'chat m',
      SpanKind: 'Client',
      ServiceName: 'agent',
      SpanAttributes: { 'gen_ai.operation.name': 'chat' },
      Duration: '72769529',
      StatusCode: 'Unset',
      'Events.Name': ['first token'],
      'Events.Timestamp': ['2026-11-22 00:47:08.990'],
    })),
    packed: lines,
  },
};

/** What a field may hold that nobody expects; undefined is no such field. */
const garbage = fc.oneof(
  fc.constantFrom(undefined, null, true, 0, -1, 1e300, '', ' ', 'NaN', '9'.repeat(30), [], {}),
  fc.constantFrom<unknown>([null], [[]], { a: { b: [1] } }, '2026-99-99T00:00:00Z', '\u0000'),
  fc.jsonValue({ maxDepth: 2 }),
);

describe.each(Object.entries(EXPORTS))('%s', (_, { records, packed }) => {
  test('is understood as it is', async () => {
    const { coverage, components } = await measureText(packed(records));
    expect(coverage.lines.rejected).toEqual([]);
    expect(coverage.spans).toMatchObject({ total: 2, counted: 2 });
    expect(components.length).toBeGreaterThan(0);
  });

  test('whatever a field holds, each record is a span of the count, or its line is rejected', async () => {
    const fields = [...new Set(records.flatMap((record) => Object.keys(record)))];
    const change = fc.record({
      at: fc.nat(records.length - 1),
      field: fc.constantFrom(...fields),
      value: garbage,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const changed = records.map((record, index) => ({
          ...record,
          ...Object.fromEntries(
            changes.filter(({ at }) => at === index).map(({ field, value }) => [field, value]),
          ),
        }));
        const { coverage } = await measureText(packed(changed));
        const { lines: read, spans } = coverage;
        const sum = (all: readonly { readonly count: number }[]): number =>
          all.reduce((total, { count }) => total + count, 0);
        const rejectedLines = sum(read.rejected);
        expect(read.accepted + read.blank + rejectedLines).toBe(read.total);
        expect(spans.counted + spans.duplicate + sum(spans.rejected)).toBe(spans.total);
        const perLine = records.length / read.total;
        expect(spans.total + rejectedLines * perLine).toBeGreaterThanOrEqual(records.length);
      }),
      { numRuns: 80 },
    );
  });

  test('a record that is no object is no silence either', async () => {
    for (const odd of [null, 7, 'text', []]) {
      const { coverage } = await measureText(packed([records[0], odd]));
      const { lines: read, spans } = coverage;
      const rejected = read.rejected.reduce((total, { count }) => total + count, 0);
      expect(spans.total + rejected).toBeGreaterThanOrEqual(2);
    }
  });
});
