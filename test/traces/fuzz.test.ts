import * as fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Measurement } from '../../src/traces/measurement.ts';
import { measuredTableYaml, tableFromMeasurement } from '../../src/traces/tableFromMeasurement.ts';
import { measureText } from './helpers/measureFile.ts';
import { agent, chat, line, tool } from './helpers/spans.ts';

const OTLP = [1, 2, 3]
  .map((index) => {
    const trace = String(index).repeat(32);
    return line(
      { trace, id: 1, name: 'invoke_agent a', ms: 900, attributes: agent('a') },
      { trace, id: 2, parent: 1, name: 'chat m', ms: 500, attributes: chat('m') },
      { trace, id: 3, parent: 1, name: 'execute_tool t', at: 510, attributes: tool('t') },
    );
  })
  .join('\n');

/** A small file of each format. */
const FILES: Readonly<Record<string, string>> = {
  otlp: OTLP,
  jaeger: JSON.stringify({
    data: [
      {
        traceID: 'a1',
        spans: [
          {
            traceID: 'a1',
            spanID: 'b2',
            operationName: 'chat m',
            startTime: 1_795_308_428_984_000,
            duration: 72_769,
            tags: [{ key: 'gen_ai.operation.name', value: 'chat' }],
            references: [],
            logs: [],
          },
        ],
      },
    ],
  }),
  zipkin:
    '[{"traceId":"a1","id":"b2","name":"chat m","timestamp":1795308428984000,"duration":500,"tags":{"gen_ai.operation.name":"chat"}}]',
  langfuse: JSON.stringify({
    data: [
      {
        id: 'o1',
        traceId: 't1',
        type: 'GENERATION',
        name: 'answer',
        startTime: '2026-11-22T00:50:20.064Z',
        endTime: '2026-11-22T00:50:21.064Z',
        model: 'm',
        usageDetails: { input: 5, output: 3 },
      },
    ],
  }),
  ingestion:
    '{"batch":[{"type":"generation-create","body":{"id":"g","traceId":"t","name":"x","startTime":"2026-11-22T00:50:20Z"}},{"type":"generation-update","body":{"id":"g","traceId":"t","endTime":"2026-11-22T00:50:21Z"}}]}',
  csv: 'id,trace_id,type,parent_observation_id,start_time,end_time,name,usage_details\no1,t1,GENERATION,,2026-11-22 00:50:20.064,2026-11-22 00:50:21,x,"{""input"":5,\n""output"":2}"\n',
  langsmith:
    '{"post":[{"id":"r1","trace_id":"r1","run_type":"llm","name":"x","start_time":"2026-11-22T00:50:20Z","end_time":1795308621000}]}',
  litellm:
    '{"id":"1","call_type":"completion","model":"m","startTime":1795308620.5,"endTime":1795308621.5,"prompt_tokens":5,"completion_tokens":2}',
  helicone:
    '{"request_id":"1","request_created_at":"2026-11-22T00:50:20Z","delay_ms":500,"response_status":200,"model":"m"}',
  python:
    '{"spans":[{"name":"call_llm m","context":{"trace_id":100927429609276267646756448943279827607,"span_id":9295669169508793927},"start_time":1758026593210770000,"end_time":1758026593449611000,"attributes":{"gen_ai.operation.name":"call_llm"}}]}',
  clickhouse:
    '{"Timestamp":"2026-11-22 00:47:08.984","TraceId":"e4daeba6ea1cd0f449614e8f2a537712","SpanId":"69b7d751d0833d3b","ParentSpanId":"","SpanName":"chat m","SpanAttributes":{"gen_ai.operation.name":"chat"},"Duration":"72769529","StatusCode":"Unset"}',
  claudeEvents:
    '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1795308620000000000","body":{"stringValue":"claude_code.api_request"},"attributes":[{"key":"prompt.id","value":{"stringValue":"p"}},{"key":"duration_ms","value":{"intValue":"900"}},{"key":"model","value":{"stringValue":"m"}},{"key":"input_tokens","value":{"intValue":5}},{"key":"output_tokens","value":{"intValue":2}}]}]}]}]}',
  claude:
    '{"type":"user","sessionId":"s","uuid":"u","timestamp":"2026-11-22T00:00:00Z","message":{"content":"hi"}}\n{"type":"assistant","sessionId":"s","uuid":"v","timestamp":"2026-11-22T00:00:02Z","message":{"id":"m","model":"c","content":[],"usage":{"input_tokens":4,"output_tokens":2}}}',
};

interface Damage {
  readonly at: number;
  readonly kind: 'cut' | 'drop' | 'put' | 'twice';
  readonly text: string;
}

const damages = fc.array(
  fc.record({
    at: fc.nat(5000),
    kind: fc.constantFrom('cut' as const, 'drop' as const, 'put' as const, 'twice' as const),
    text: fc.constantFrom(
      'null',
      '[]',
      '{}',
      '-1',
      '"',
      '\n',
      '1e999',
      '"x"',
      ',',
      '\uFFFD',
      '99999999999999999999',
    ),
  }),
  { maxLength: 6 },
);

function damaged(text: string, all: readonly Damage[]): string {
  return all.reduce((now, { at, kind, text: put }) => {
    const place = at % (now.length + 1);
    if (kind === 'cut') return now.slice(0, place);
    if (kind === 'drop') return now.slice(0, place) + now.slice(place + 1 + (at % 9));
    if (kind === 'put') return now.slice(0, place) + put + now.slice(place + put.length);
    return `${now}\n${now.slice(place)}`;
  }, text);
}

function expectLaws({ coverage: { lines, spans } }: Measurement): void {
  const sum = (all: readonly { readonly count: number }[]): number =>
    all.reduce((total, { count }) => total + count, 0);
  expect(lines.accepted + lines.blank + sum(lines.rejected)).toBe(lines.total);
  expect(spans.counted + spans.duplicate + sum(spans.rejected)).toBe(spans.total);
}

describe.each(Object.entries(FILES))('%s', (_, text) => {
  test('is understood: one model call at least, nothing rejected', async () => {
    const { coverage, components } = await measureText(text);
    expect(coverage.lines.rejected).toEqual([]);
    expect(coverage.spans.rejected).toEqual([]);
    expect(components.some(({ kind }) => kind === 'llm')).toBe(true);
  });

  test('damaged in any way loses nothing silently, and never breaks', async () => {
    await fc.assert(
      fc.asyncProperty(damages, async (all) => {
        const measured = await measureText(damaged(text, all));
        expectLaws(measured);
        const yaml = measuredTableYaml(tableFromMeasurement(measured, { name: 'x' }), '');
        expect(yaml).not.toMatch(/NaN|undefined|Infinity/);
      }),
      { numRuns: 60 },
    );
  });
});

test('damaged bytes inside of gzip lose nothing silently either', async () => {
  const packed = gzipSync(OTLP);
  await fc.assert(
    fc.asyncProperty(
      fc.nat(packed.length - 1),
      fc.nat(255),
      fc.boolean(),
      async (at, byte, cut) => {
        const bytes = Buffer.from(cut ? packed.subarray(0, at) : packed);
        if (!cut) bytes[at] = byte;
        const measured = await measureText(bytes);
        expectLaws(measured);
        const { read, notRead } = measured.coverage.files;
        expect(read + notRead.length).toBe(1);
      },
    ),
    { numRuns: 60 },
  );
});
