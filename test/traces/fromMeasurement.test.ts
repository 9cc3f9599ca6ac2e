import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { histogramQuantile } from '../../src/latency/histogram.ts';
import { latencyDocument } from '../../src/traces/latencyDocument.ts';
import { measuredTableYaml, tableFromMeasurement } from '../../src/traces/tableFromMeasurement.ts';
import { tableSchema } from '../../src/table/schema.ts';
import { DurationTally } from '../../src/traces/durationTally.ts';
import type { Durations } from '../../src/traces/measurement.ts';
import { wholeShares } from '../../src/traces/wholeShares.ts';
import { measureText } from './helpers/measureFile.ts';
import { agent, chat, line, tool, type SpanOptions } from './helpers/spans.ts';

/** Three requests: two use the tool, one of them twice; one tool run fails. */
async function threeRequests(): Promise<
  ReturnType<typeof measureText> extends Promise<infer T> ? T : never
> {
  const request = (index: number, ...tools: Partial<SpanOptions>[]): string => {
    const trace = String(index).repeat(32);
    const spans: SpanOptions[] = [
      { trace, id: 1, name: 'invoke_agent support', ms: 1000, attributes: agent('support') },
      {
        trace,
        id: 2,
        parent: 1,
        name: 'chat m',
        at: 10,
        ms: 500,
        attributes: chat('m', {
          'gen_ai.request.reasoning_effort': 'low',
          'gen_ai.response.time_to_first_chunk': 0.2,
        }),
      },
      ...tools.map((more, at) => ({
        trace,
        id: 3 + at,
        parent: 1,
        name: 'execute_tool crm',
        at: 600,
        ms: 100,
        attributes: tool('crm'),
        ...more,
      })),
    ];
    return line(...spans);
  };
  return measureText(
    [request(1), request(2, {}), request(3, {}, { status: { code: 2 } })].join('\n'),
  );
}

function durations(...ms: number[]): Durations {
  const tally = new DurationTally();
  ms.forEach((each) => tally.add(each));
  const result = tally.result();
  if (result === null) throw new Error('empty');
  return result;
}

describe('a measured table', () => {
  test('says what was measured, in the words of the table', async () => {
    const table = tableFromMeasurement(await threeRequests(), { name: 'support' });
    expect(table).toMatchObject({
      version: 1,
      name: 'support',
      measured: { from: '2026-11-22', to: '2026-11-22', traces: 3, spans: 9 },
      refresh_every: '90d',
      end_to_end: { latency: { n: 3, max: '1s' }, ttft: { n: 3, max: '210ms' } },
      tool_sets: [
        ['66.7%', ['crm']],
        ['33.3%', []],
      ],
      components: {
        support: {
          kind: 'llm',
          variants: {
            'm-low': {
              model: 'm',
              effort: 'low',
              tokens: { input: 1000, output: 100 },
              latency: { n: 3, mean: '500ms' },
              ttft: { n: 3 },
            },
          },
        },
        crm: {
          kind: 'tool',
          used_by: '66.7%',
          calls: { 1: '50%', 2: '50%' },
          errors: '33.3%',
          latency: { n: 2, max: '100ms' },
        },
      },
    });
  });

  test('leaves out what is not news: used by all, called once, no errors', async () => {
    const table = tableFromMeasurement(await threeRequests(), { name: 'support' });
    expect(Object.keys(table.components['support'] ?? {})).toEqual([
      'kind',
      'on_path',
      'slack',
      'variants',
      'counted',
    ]);
  });

  test('is a table by the schema, as an object and as text', async () => {
    const table = tableFromMeasurement(await threeRequests(), { name: 'support' });
    const read = tableSchema.parse(parse(measuredTableYaml(table, ' comment')));
    expect(read).toEqual(tableSchema.parse(table));
    expect(read.components['crm']?.calls).toEqual([
      { count: 1, share: 0.5 },
      { count: 2, share: 0.5 },
    ]);
  });

  test('reads as a person would write it', async () => {
    const text = measuredTableYaml(
      tableFromMeasurement(await threeRequests(), { name: 'support' }),
      ' A comment.',
    );
    expect(text.replaceAll(/histogram: \S+/g, 'histogram: …')).toBe(`# A comment.

version: 1
name: support
measured: { from: 2026-11-22, to: 2026-11-22, traces: 3, spans: 9 }
refresh_every: 90d
end_to_end:
  latency: { n: 3, mean: 1s, p50: 993.4ms, p90: 993.4ms, p95: 993.4ms, p99: 993.4ms, max: 1s, histogram: … }
  ttft: { n: 3, mean: 210ms, p50: 210ms, p90: 210ms, p95: 210ms, p99: 210ms, max: 210ms, histogram: … }
  progress: { n: 3, mean: 210ms, p50: 210ms, p90: 210ms, p95: 210ms, p99: 210ms, max: 210ms, histogram: … }
  orchestration: { n: 3, mean: 433.333ms, p50: 399.5ms, p90: 496.7ms, p95: 496.7ms, p99: 496.7ms, max: 500ms, histogram: … }
tool_sets:
  - [ 66.7%, [ crm ] ]
  - [ 33.3%, [] ]
counted: { requests: 3, tool_sets: [ [ 2, [ crm ] ], [ 1, [] ] ] }
components:
  support:
    kind: llm
    on_path: { n: 3, mean: 500ms, p50: 496.7ms, p90: 496.7ms, p95: 496.7ms, p99: 496.7ms, max: 500ms, histogram: … }
    slack: 0ms
    variants:
      m-low:
        model: m
        effort: low
        tokens: { input: 1000, output: 100 }
        token_sums: { input: [ 3, 3000 ], output: [ 3, 300 ] }
        latency: { n: 3, mean: 500ms, p50: 496.7ms, p90: 496.7ms, p95: 496.7ms, p99: 496.7ms, max: 500ms, histogram: … }
        ttft: { n: 3, mean: 200ms, p50: 199.8ms, p90: 199.8ms, p95: 199.8ms, p99: 199.8ms, max: 200ms, histogram: … }
    counted: { requests: 3, runs: 3, failed: 0, retries: 0, calls: { 1: 3 } }
  crm:
    kind: tool
    used_by: 66.7%
    calls: { 1: 50%, 2: 50% }
    errors: 33.3%
    on_path: { n: 2, mean: 100ms, p50: 99.89ms, p90: 99.89ms, p95: 99.89ms, p99: 99.89ms, max: 100ms, histogram: … }
    slack: 50ms
    latency: { n: 2, mean: 100ms, p50: 99.89ms, p90: 99.89ms, p95: 99.89ms, p99: 99.89ms, max: 100ms, histogram: … }
    counted: { requests: 2, runs: 3, failed: 1, retries: 0, calls: { 1: 1, 2: 1 } }
`);
  });

  test('with traces that have no root, states times but no shares', async () => {
    const measured = await measureText(
      line({ id: 2, parent: 1, name: 'execute_tool crm', attributes: tool('crm') }),
    );
    const table = tableFromMeasurement(measured, { name: 'x' });
    expect(table.measured).toMatchObject({ traces: 1, spans: 1 });
    expect(Object.keys(table.components['crm'] ?? {})).toEqual(['kind', 'latency', 'counted']);
  });
});

describe('a measured latency', () => {
  test('has exact mean and max, and percentiles of its histogram to four digits', () => {
    const measured = durations(100, 200, 300.123456, 1234.56789);
    const { histogram, ...printed } = latencyDocument(measured);
    expect(histogram).toMatch(/^[A-Za-z0-9+/]+=*$/);
    expect(printed).toEqual({
      n: 4,
      mean: '458.673ms',
      p50: '199.8ms',
      p90: '1.234568s',
      p95: '1.234568s',
      p99: '1.234568s',
      max: '1.234568s',
    });
    // The bin's own value, 1.235 s, lies above the longest call.
    expect(histogramQuantile(measured.histogram, 0.99)).toBeGreaterThan(1234.56789);
  });

  test('never has a percentile above its max, so that the table reads back', () => {
    for (let ms = 1; ms < 100_000; ms *= 1.0137) {
      const table = {
        version: 1,
        name: 'x',
        components: { c: { kind: 'tool', latency: latencyDocument(durations(ms / 7, ms)) } },
      };
      expect(tableSchema.safeParse(table).success).toBe(true);
    }
  });

  test('of zero is zero', () => {
    expect(latencyDocument(durations(0, 0))).toMatchObject({
      n: 2,
      mean: '0ms',
      p50: '0ms',
      max: '0ms',
    });
  });
});

describe('shares', () => {
  test.each([
    [
      [1, 1, 1],
      [0.334, 0.333, 0.333],
    ],
    [
      [1, 2],
      [0.333, 0.667],
    ],
    [
      [44, 130, 126],
      [0.147, 0.433, 0.42],
    ],
    [[5], [1]],
    [
      [1, 9999],
      [0, 1],
    ],
    [
      [0, 3],
      [0, 1],
    ],
  ])('of %j are %j', (counts, shares) => {
    expect(wholeShares(counts)).toEqual(shares);
  });

  test('sum to exactly 1', () => {
    for (let n = 1; n < 200; n += 1) {
      const shares = wholeShares(
        Array.from({ length: n }, (_, index) => ((index * 7919) % 101) + 1),
      );
      expect(shares.reduce((sum, share) => sum + Math.round(share * 1000), 0)).toBe(1000);
    }
  });
});
