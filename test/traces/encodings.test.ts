import { describe, expect, test } from 'vitest';
import type { Measurement } from '../../src/traces/measurement.ts';
import { measuredTableYaml, tableFromMeasurement } from '../../src/traces/tableFromMeasurement.ts';
import { measureFile } from './helpers/measureFile.ts';
import { hasShared, SHARED } from './helpers/sharedData.ts';

/** The same spans in each encoding; the first one is what the SDK wrote. */
const GROUPS = [
  [
    'sdk/genai-otel-openai.otlp.jsonl',
    'encodings/genai.collector-style.otlp.jsonl',
    'encodings/genai.fileexporter-json-zstd-framed.bin',
    'encodings/genai.fileexporter-native.jsonl.zst',
    'encodings/genai.fileexporter-proto-zstd-framed.bin',
    'encodings/genai.fileexporter-proto.bin',
    'encodings/genai.clickhouse-otel_traces.jsonl',
  ],
  ['sdk/traceloop-proto.otlp.pb', 'encodings/traceloop-proto.decoded.otlp.jsonl'],
  [
    'sdk/langfuse-v3.langfuse-ingestion.jsonl',
    'encodings/langfuse.observations-api.json',
    'encodings/langfuse.observations-blob.jsonl',
    'encodings/langfuse.observations-blob.csv',
  ],
  ['sdk/langsmith.langsmith-batch.jsonl', 'encodings/langsmith.runs.jsonl'],
] as const;

async function measured(file: string): Promise<Measurement> {
  return (await measureFile(SHARED + file)).measurement;
}

function yaml(measurement: Measurement): string {
  return measuredTableYaml(tableFromMeasurement(measurement, { name: 'agent' }), '');
}

const pairs = GROUPS.flatMap(([first, ...others]) =>
  others.map((other) => [other, first] as const),
);

describe.skipIf(!hasShared)('the same spans give the same table', () => {
  test.each(pairs)('%s as %s', async (encoded, original) => {
    expect(yaml(await measured(encoded))).toBe(yaml(await measured(original)));
  });

  // Jaeger keeps microseconds: durations are cut by less than one of them, and nothing else differs.
  test('encodings/genai.jaeger.json, to the microsecond', async () => {
    const [jaeger, otlp] = await Promise.all([
      measured('encodings/genai.jaeger.json'),
      measured('sdk/genai-otel-openai.otlp.jsonl'),
    ]);
    const figures = ({ components }: Measurement): unknown =>
      components.map(({ name, kind, calls, runs, failed, variants }) => ({
        name,
        kind,
        calls,
        runs,
        failed,
        tokens: variants.map(({ tokens }) => tokens),
      }));
    expect(figures(jaeger)).toEqual(figures(otlp));
    jaeger.components.forEach(({ variants }, at) =>
      variants.forEach(({ latency }, way) => {
        const exact = otlp.components[at]?.variants[way]?.latency;
        expect(Math.abs(latency.mean - (exact?.mean ?? 0))).toBeLessThan(0.001);
      }),
    );
  });

  test('a folder with several encodings counts each span once', async () => {
    const { coverage, requests } = await measured('encodings');
    expect(requests).toBe(60 + 35 + 40 + 20);
    expect(coverage.spans.counted).toBe(541 + 378 + 310 + 339);
    expect(coverage.lines.rejected).toEqual([]);
    expect(coverage.files.notRead).toEqual([]);
  });
});

describe.skipIf(!hasShared)('dumps of Python programs', () => {
  const FRAMEWORKS = 'AGNO GOOGLE LANGCHAIN LLAMA_INDEX OPENAI SMOLAGENTS TINYAGENT'.split(' ');

  test.each(FRAMEWORKS)('any-agent/%s: ids and times above 2^53 keep every digit', async (name) => {
    const { coverage, components, requests } = await measured(`any-agent/${name}_trace.json`);
    expect(requests).toBe(1);
    // GOOGLE's file names parents that it does not hold.
    expect(coverage.spans.orphan).toBe(name === 'GOOGLE' ? 6 : 0);
    const llm = components.find(({ kind }) => kind === 'llm');
    expect(llm?.variants[0]?.model).toBe('mistral/mistral-small-latest');
    expect(llm?.variants[0]?.billed?.n).toBe(llm?.runs);
    expect(components.map((each) => each.name)).toContain('get_current_time');
  });

  test('any-agent/OPENAI: tokens and the cost that the file states', async () => {
    const { components } = await measured('any-agent/OPENAI_trace.json');
    const [variant] = components.find(({ kind }) => kind === 'llm')?.variants ?? [];
    expect(variant?.tokens).toMatchObject({
      input: { n: 3, sum: 1020 },
      output: { n: 3, sum: 76 },
    });
    // 2.69e-5 + 4.8e-6 and so on, as written in the three spans.
    expect(variant?.billed?.sum).toBeCloseTo(1020 * 1e-7 + 76 * 3e-7, 9);
  });

  test('smoltrace: 67 spans of 13 runs; other JSON beside them is named', async () => {
    const { coverage, requests } = await measured('smoltrace');
    expect(coverage.spans).toMatchObject({ total: 67, counted: 67 });
    expect([requests, coverage.lines.accepted]).toEqual([13, 2]);
    expect(coverage.lines.rejected.reduce((sum, { count }) => sum + count, 0)).toBe(8);
  });
});

describe.skipIf(!hasShared)('traces of others', () => {
  test('langfuse: 138 observations of 20 exports; tokens of wrappers are not added', async () => {
    const { coverage } = await measured('langfuse');
    // Two of the exports hold the same trace of three observations.
    expect(coverage.spans).toMatchObject({ total: 138, counted: 135, duplicate: 3 });
    expect(coverage.files.read).toBe(20);
  });

  test('zipkin: services without an agent are counted, and nothing is measured from them', async () => {
    const { coverage, components } = await measured('zipkin');
    expect(components).toEqual([]);
    expect(coverage.traces.withoutAgent).toBe(coverage.traces.total);
    const rejected = coverage.spans.rejected.reduce((sum, { count }) => sum + count, 0);
    expect(coverage.spans.counted + coverage.spans.duplicate + rejected).toBe(coverage.spans.total);
  });
});
