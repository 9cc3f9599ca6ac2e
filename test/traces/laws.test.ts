import * as fc from 'fast-check';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { mergeHistograms } from '../../src/latency/histogram.ts';
import type { LogHistogram } from '../../src/latency/latencyInput.ts';
import {
  documentText,
  measuredTableYaml,
  tableFromMeasurement,
} from '../../src/traces/tableFromMeasurement.ts';
import { mergeMeasured } from '../../src/traces/mergeMeasured.ts';
import { tableSchema, type Table } from '../../src/table/schema.ts';
import type { Measurement } from '../../src/traces/measurement.ts';
import { measureFile, measureText } from './helpers/measureFile.ts';
import { hasShared, SHARED } from './helpers/sharedData.ts';

const fixture = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../fixtures/traces/${name}`, import.meta.url)), 'utf8');
const EXAMPLE = readFileSync(
  fileURLToPath(
    new URL('../../examples/measured-agent/traces/langfuse-v5.otlp.jsonl', import.meta.url),
  ),
  'utf8',
);
const TEXTS = {
  genai: fixture('genai-js.otlp.jsonl'),
  vercel: fixture('vercel-ai7.otlp.jsonl'),
  langfuse: EXAMPLE,
};

const yamlOf = (measurement: Measurement): string =>
  measuredTableYaml(tableFromMeasurement(measurement, { name: 'agent' }), '');

interface SpanLine {
  readonly traceId: string;
  readonly text: string;
}

/** Every span of a file as a line of its own. */
function spanLines(text: string): SpanLine[] {
  return text
    .trim()
    .split('\n')
    .flatMap((line) => {
      const { resourceSpans } = JSON.parse(line) as {
        resourceSpans: { scopeSpans: { scope: unknown; spans: { traceId: string }[] }[] }[];
      };
      return resourceSpans.flatMap(({ scopeSpans }) =>
        scopeSpans.flatMap(({ scope, spans }) =>
          spans.map((span) => ({
            traceId: span.traceId,
            text: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ scope, spans: [span] }] }] }),
          })),
        ),
      );
    });
}

describe.each(Object.entries(TEXTS))('%s', (_, text) => {
  const lines = spanLines(text);

  test('the order of spans leaves no mark on the table', async () => {
    const expected = yamlOf(await measureText(text));
    const shuffles = fc.shuffledSubarray(lines, { minLength: lines.length });
    await fc.assert(
      fc.asyncProperty(shuffles, async (shuffled) => {
        expect(yamlOf(await measureText(shuffled.map((line) => line.text).join('\n')))).toBe(
          expected,
        );
      }),
      { numRuns: 5 },
    );
  });

  test('tables of pieces, merged, are the whole: histograms, counts, shares, tokens', async () => {
    const whole = tableSchema.parse(
      tableFromMeasurement(await measureText(text), { name: 'agent' }),
    );
    const traces = [...new Set(lines.map(({ traceId }) => traceId))];
    const cuts = fc.array(fc.integer({ min: 0, max: 2 }), {
      minLength: traces.length,
      maxLength: traces.length,
    });
    await fc.assert(
      fc.asyncProperty(cuts, async (pieceOf) => {
        const merged = await mergedPieces(
          lines,
          new Map(traces.map((trace, index) => [trace, pieceOf[index] ?? 0])),
        );
        expect(histograms(merged)).toEqual(histograms(whole));
        expect(merged.measured).toEqual(whole.measured);
        expect(counts(merged)).toEqual(counts(whole));
      }),
      { numRuns: 5 },
    );
  });
});

/** Measures each piece on its own and merges the tables one after the other. */
async function mergedPieces(
  lines: readonly SpanLine[],
  pieceOf: ReadonlyMap<string, number>,
): Promise<Table> {
  const pieces = [0, 1, 2]
    .map((piece) => lines.filter(({ traceId }) => pieceOf.get(traceId) === piece))
    .filter((piece) => piece.length > 0);
  const tables = await Promise.all(
    pieces.map(async (piece) =>
      tableFromMeasurement(await measureText(piece.map(({ text }) => text).join('\n')), {
        name: 'agent',
      }),
    ),
  );
  const [first, ...others] = tables;
  if (first === undefined) throw new Error('no pieces');
  const document = parseDocument(measuredTableYaml(first, ''));
  for (const other of others) mergeMeasured(document, other);
  return tableSchema.parse(parseDocument(documentText(document)).toJS());
}

function histograms(table: Table): unknown {
  const times = (
    of:
      | { latency?: { input: unknown } | undefined; ttft?: { input: unknown } | undefined }
      | undefined,
  ): unknown[] => [of?.latency?.input, of?.ttft?.input];
  const components = Object.entries(table.components).map(([name, component]) => [
    name,
    times(component),
    Object.entries(component.variants ?? {})
      .map(([key, variant]) => [key, times(variant)])
      .sort(),
  ]);
  return { endToEnd: times(table.end_to_end), components: components.sort() };
}

/** Everything that is counted: shares, calls, errors, tokens. Means of times carry microseconds only. */
function counts({ tool_sets, counted, components }: Table): unknown {
  return {
    tool_sets,
    counted,
    components: Object.fromEntries(
      Object.entries(components).map(([name, component]) => [
        name,
        [
          component.used_by,
          component.calls,
          component.errors,
          component.retries,
          component.counted,
          component.tokens,
          component.on_path?.input,
          component.cache_gap?.input,
          Object.fromEntries(
            Object.entries(component.variants ?? {}).map(
              ([variant, { tokens, token_sums, billed }]) => [
                variant,
                [tokens, token_sums, billed?.n],
              ],
            ),
          ),
        ],
      ]),
    ),
  };
}

describe('merging', () => {
  test('histogram counts add', () => {
    const of = (...bins: [number, number][]): LogHistogram => ({ zeros: 1, bins: new Map(bins) });
    expect(mergeHistograms(of([1, 2]), of([1, 3], [5, 1]))).toEqual({
      zeros: 2,
      bins: new Map([
        [1, 5],
        [5, 1],
      ]),
    });
  });
});

describe('nothing is lost silently', () => {
  /** How far lines and spans are from adding up. */
  const missing = ({
    coverage: { lines, spans },
  }: Measurement): { lines: number; spans: number } => {
    const sum = (all: readonly { count: number }[]): number =>
      all.reduce((total, { count }) => total + count, 0);
    return {
      lines: lines.total - lines.accepted - lines.blank - sum(lines.rejected),
      spans: spans.total - spans.counted - spans.duplicate - sum(spans.rejected),
    };
  };
  const NOTHING = { lines: 0, spans: 0 };

  test('however a file is damaged', async () => {
    const damage = fc.array(
      fc.record({
        at: fc.nat(TEXTS.genai.length),
        cut: fc.nat(50),
        put: fc.constantFrom('', '\n', '"', '}', '0', '\0', '{"a":1}\n'),
      }),
      { maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(damage, async (edits) => {
        const text = edits.reduce(
          (whole, { at, cut, put }) => whole.slice(0, at) + put + whole.slice(at + cut),
          TEXTS.genai,
        );
        expect(missing(await measureText(text))).toEqual(NOTHING);
      }),
      { numRuns: 60 },
    );
  });

  const files = hasShared ? walk(SHARED) : [];
  test.skipIf(!hasShared).each(files)('%s', async (file) => {
    const { measurement } = await measureFile(`${SHARED}${file}`);
    expect(missing(measurement)).toEqual(NOTHING);
  });

  test.skipIf(!hasShared)('a folder with all of them gives one coverage', async () => {
    const { measurement } = await measureFile(SHARED);
    expect(missing(measurement)).toEqual(NOTHING);
    expect(measurement.coverage.files.notRead).toEqual([]);
    expect(measurement.coverage.spans.sources.map(({ source }) => source).sort()).toEqual([
      'AI SDK 4-6',
      'LangSmith',
      'Langfuse',
      'OTel GenAI',
      'OpenInference',
      'Traceloop',
      'plain',
    ]);
  });
});

/** Every file below the folder, whatever its ending. */
function walk(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below)).flatMap((name) => {
    const path = join(below, name);
    return statSync(join(folder, path)).isDirectory() ? walk(folder, path) : [path];
  });
}
