import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EventReader } from '../../../src/traces/formats/claudeCodeEvents.ts';
import type { EmitSpan } from '../../../src/traces/formats/format.ts';
import { measureText } from '../helpers/measureFile.ts';
import { agent, chat, line } from '../helpers/spans.ts';

type Said = Readonly<Record<string, string | number | boolean>>;

const START = Date.UTC(2026, 10, 22);

const wrapped = (value: string | number | boolean): unknown =>
  typeof value === 'string'
    ? { stringValue: value }
    : typeof value === 'boolean'
      ? { boolValue: value }
      : Number.isInteger(value)
        ? { intValue: value }
        : { doubleValue: value };

let sequence = 0;

/** A log record as version 2.1 writes it, `second` seconds after the start. */
function event(name: string, second: number, said: Said, more: object = {}): object {
  const ms = START + second * 1000;
  sequence += 1;
  const attributes: Said = {
    'session.id': 's',
    'prompt.id': 'p1',
    'event.name': name,
    'event.timestamp': new Date(ms).toISOString(),
    'event.sequence': sequence,
    ...said,
  };
  return {
    timeUnixNano: `${ms}000000`,
    body: { stringValue: `claude_code.${name}` },
    attributes: Object.entries(attributes).map(([key, value]) => ({ key, value: wrapped(value) })),
    ...more,
  };
}

const request = (second: number, ms: number, more: Said = {}): object =>
  event('api_request', second, {
    model: 'claude-opus-4-5',
    input_tokens: 5000,
    output_tokens: 400,
    cache_read_tokens: 3000,
    cache_creation_tokens: 1500,
    cost_usd: 0.25,
    duration_ms: ms,
    ttft_ms: 700,
    request_id: `req_${second}`,
    query_source: 'repl_main_thread',
    effort: 'high',
    ...more,
  });

const ran = (second: number, name: string, ms: number, more: Said = {}): object =>
  event('tool_result', second, {
    tool_name: name,
    duration_ms: ms,
    success: 'true',
    tool_use_id: `toolu_${second}`,
    tool_parameters: 'CANARY',
    ...more,
  });

const prompt = (second: number, more: Said = {}): object =>
  event('user_prompt', second, { prompt_length: 6, prompt: 'CANARY', ...more });

const batch = (...logRecords: readonly object[]): string =>
  JSON.stringify({
    resourceLogs: [
      { scopeLogs: [{ scope: { name: 'com.anthropic.claude_code.events' }, logRecords }] },
    ],
  });

const TURN = [
  prompt(0),
  request(4, 3900),
  event('tool_decision', 4.1, { tool_name: 'Bash', decision: 'accept' }),
  ran(5, 'Bash', 800, { success: 'false' }),
  request(9, 3500),
  // A subagent: its calls lie inside the tool that started it.
  request(12, 2000, { query_source: 'agent:builtin:Explore', model: 'claude-haiku-4-5' }),
  ran(12.5, 'Grep', 300),
  ran(14, 'Agent', 4900),
  event('api_error', 15, {
    model: 'claude-opus-4-5',
    duration_ms: 900,
    request_id: 'req_e',
    query_source: 'repl_main_thread',
  }),
  request(20, 4000),
];

describe('events of Claude Code', () => {
  test('are calls and tools of one request per prompt', async () => {
    const measured = await measureText(batch(...TURN));
    expect(
      measured.components.map(({ name, kind, runs, failed }) => [name, kind, runs, failed]),
    ).toEqual([
      // The call that failed was made again.
      ['claude-code', 'llm', 3, 0],
      ['Bash', 'tool', 1, 1],
      ['Agent', 'tool', 1, 0],
      ['Grep', 'tool', 1, 0],
    ]);
    expect(measured.components[0]?.retries).toBe(1);
    expect(measured.requests).toBe(1);
    expect(measured.endToEnd.latency).toMatchObject({ n: 1, max: 20_000 });
    const [variant] = measured.components[0]?.variants ?? [];
    expect(variant).toMatchObject({ model: 'claude-opus-4-5', effort: 'high' });
    expect(variant?.billed).toEqual({ n: 3, sum: 0.75 });
    expect(variant?.ttft).toMatchObject({ n: 3, mean: 700 });
    expect(variant?.tokens).toMatchObject({
      input: { n: 3, sum: 3 * 9500 },
      cached: { sum: 9000 },
      written: { sum: 4500 },
      output: { sum: 1200 },
    });
    expect(measured.coverage.spans.orphan).toBe(0);
    expect(JSON.stringify(measured)).not.toContain('CANARY');
  });

  test('of several batches and prompts, in whatever order, are the same requests', () => {
    const other = [prompt(100, { 'prompt.id': 'p2' }), request(103, 2900, { 'prompt.id': 'p2' })];
    const spansOf = (records: readonly object[], most?: number): Set<string> => {
      const spans = new Set<string>();
      const emit: EmitSpan = (span) => void spans.add(JSON.stringify(span));
      const reader = new EventReader(emit, most);
      for (const record of records) reader.read(JSON.parse(batch(record)), 'a:1');
      reader.end();
      return spans;
    };
    const all = [...TURN, ...other];
    const expected = spansOf(all);
    expect(expected.size).toBe(all.length - 1);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.nat(12),
        (mixed, most) => {
          expect(spansOf(mixed, most)).toEqual(expected);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('that come twice count once', async () => {
    const { coverage, requests } = await measureText(`${batch(...TURN)}\n${batch(...TURN)}`);
    expect(requests).toBe(1);
    expect(coverage.spans.rejected).toEqual([]);
    expect(coverage.spans.duplicate).toBe(TURN.length - 2);
  });

  test('of a span are left to the spans, which tell the same', async () => {
    const traced = TURN.map((record) => ({ ...record, traceId: '1'.repeat(32) }));
    const spans = line(
      { id: 1, name: 'invoke_agent a', ms: 900, attributes: agent('a') },
      { id: 2, parent: 1, name: 'chat m', attributes: chat('m') },
    );
    const { coverage, components } = await measureText(`${spans}\n${batch(...traced)}`);
    expect(components.map(({ name }) => name)).toEqual(['a']);
    expect(coverage.lines.rejected).toMatchObject([{ reason: 'logs', count: 1 }]);
  });

  test('without their prompt count for their components, and end to end they do not', async () => {
    const { coverage, requests, components } = await measureText(batch(...TURN.slice(1)));
    expect(requests).toBe(0);
    expect(coverage.traces.rootless).toBe(1);
    const calls = components.find(({ kind }) => kind === 'llm');
    expect(calls).toMatchObject({ name: 'claude-code', runs: 3, failed: 0, retries: 1 });
  });

  test('of older versions, which do not say whose prompt they follow, make no request', async () => {
    const old = (record: object): object => ({
      ...record,
      attributes: (record as { attributes: { key: string }[] }).attributes.filter(
        ({ key }) => key !== 'prompt.id',
      ),
    });
    const records = [prompt(0), request(4, 3900), prompt(10), request(13, 2900)].map(old);
    const { requests, components } = await measureText(batch(...records));
    expect(requests).toBe(0);
    expect(components).toMatchObject([{ name: 'claude-code', runs: 2 }]);
  });

  test('without a time or a duration are rejected with a reason', async () => {
    const timeless = { ...request(4, 1), timeUnixNano: undefined, attributes: [] };
    const { coverage } = await measureText(batch(prompt(0), request(4, 3900), timeless));
    expect(coverage.spans.rejected).toMatchObject([{ reason: 'no start time', count: 1 }]);
  });
});
