import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { measuredTableYaml, tableFromMeasurement } from '../../src/traces/tableFromMeasurement.ts';
import { measureFile, measureText } from './helpers/measureFile.ts';
import { hasShared, SHARED } from './helpers/sharedData.ts';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/traces/${name}`, import.meta.url));

async function tableOf(...files: string[]): Promise<string> {
  const { measurement } = await measureFile(...files);
  return measuredTableYaml(tableFromMeasurement(measurement, { name: 'agent' }), '');
}

async function tableOfText(text: string): Promise<string> {
  return measuredTableYaml(tableFromMeasurement(await measureText(text), { name: 'agent' }), '');
}

const JS = readFileSync(fixture('genai-js.otlp.jsonl'), 'utf8');

describe('one table, however it is spelled', () => {
  test('the JS exporter and the collector', async () => {
    expect(await tableOf(fixture('genai-collector.otlp.jsonl'))).toBe(
      await tableOf(fixture('genai-js.otlp.jsonl')),
    );
  });

  test.skipIf(!hasShared)('the JS exporter and the collector, on the whole set', async () => {
    const collector = await tableOf(`${SHARED}encodings/genai.collector-style.otlp.jsonl`);
    expect(collector).toBe(await tableOf(`${SHARED}sdk/genai-otel-openai.otlp.jsonl`));
  });

  const respelled: readonly (readonly [string, (text: string) => string])[] = [
    [
      'snake_case wrappers of values',
      (text) =>
        text.replaceAll('"stringValue"', '"string_value"').replaceAll('"intValue"', '"int_value"'),
    ],
    [
      'snake_case keys of spans',
      (text) =>
        text
          .replaceAll('"traceId"', '"trace_id"')
          .replaceAll('"spanId"', '"span_id"')
          .replaceAll('"parentSpanId"', '"parent_span_id"')
          .replaceAll('"startTimeUnixNano"', '"start_time_unix_nano"')
          .replaceAll('"endTimeUnixNano"', '"end_time_unix_nano"'),
    ],
    [
      'snake_case keys of batches',
      (text) =>
        text
          .replaceAll('"resourceSpans"', '"resource_spans"')
          .replaceAll('"scopeSpans"', '"scope_spans"'),
    ],
    [
      'instrumentationLibrarySpans',
      (text) =>
        text
          .replaceAll('"scopeSpans"', '"instrumentationLibrarySpans"')
          .replaceAll('"scope":', '"instrumentationLibrary":'),
    ],
    [
      'status codes by name',
      (text) =>
        text
          .replaceAll('"status":{"code":2', '"status":{"code":"STATUS_CODE_ERROR"')
          .replaceAll('"status":{"code":0', '"status":{"code":"STATUS_CODE_UNSET"'),
    ],
    [
      'upper-case ids',
      (text) =>
        text.replaceAll(
          /"(traceId|spanId|parentSpanId)":"([0-9a-f]+)"/g,
          (_, key: string, id: string) => `"${key}":"${id.toUpperCase()}"`,
        ),
    ],
    ['CRLF and a byte order mark', (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`],
  ];

  test.each(respelled)('%s', async (_, respell) => {
    expect(respell(JS)).not.toBe(JS);
    expect(await tableOfText(respell(JS))).toBe(await tableOfText(JS));
  });

  test('an error status by name fails a run as its number does', async () => {
    expect(JS).toContain('"status":{"code":2');
    expect(await tableOfText(JS)).not.toBe(
      await tableOfText(
        JS.replaceAll('"status":{"code":2', '"status":{"code":0').replaceAll('"error.type"', '"x"'),
      ),
    );
  });

  test('times as numbers lose what a double cannot hold, and no more', async () => {
    const numbers = JS.replaceAll(/"((?:start|end)TimeUnixNano)":"(\d+)"/g, '"$1":$2');
    const [exact, rounded] = await Promise.all([measureText(JS), measureText(numbers)]);
    const means = (from: typeof exact): number[] =>
      from.components.flatMap(({ variants }) => variants.map(({ latency }) => latency.mean));
    means(rounded).forEach((mean, index) =>
      expect(mean).toBeCloseTo(means(exact)[index] ?? NaN, 3),
    );
  });
});

describe('durations keep every nanosecond', () => {
  test('at today’s epoch, 1 ns is not lost', async () => {
    const span = (id: string, parent: string, end: string): string =>
      `{"traceId":"${'1'.repeat(32)}","spanId":"${id.repeat(16)}",${parent}"name":"a","startTimeUnixNano":"1795305600000000000","endTimeUnixNano":"${end}","attributes":[{"key":"gen_ai.tool.name","value":{"stringValue":"${id}"}}]}`;
    const spans = [
      span('a', '', '1795305601000000000'),
      span('b', `"parentSpanId":"${'a'.repeat(16)}",`, '1795305600000000001'),
    ];
    const { components } = await measureText(
      `{"resourceSpans":[{"scopeSpans":[{"spans":[${spans.join(',')}]}]}]}`,
    );
    expect(components.map(({ variants }) => variants[0]?.latency.max)).toEqual([1000]);
    const child = await measureText(`{"resourceSpans":[{"scopeSpans":[{"spans":[${spans[1]}]}]}]}`);
    expect(child.components[0]?.variants[0]?.latency.max).toBe(0.000001);
  });
});
