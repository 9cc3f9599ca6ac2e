import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aggregate } from '../../src/traces/aggregate.ts';
import { collectSpans } from '../../src/traces/collectSpans.ts';
import { expandPaths } from '../../src/traces/expandPaths.ts';
import { measureTraces } from '../../src/traces/measureTraces.ts';
import type { Measurement } from '../../src/traces/measurement.ts';
import { measuredTableYaml, tableFromMeasurement } from '../../src/traces/tableFromMeasurement.ts';
import { measureText } from './helpers/measureFile.ts';
import { hasShared, SHARED } from './helpers/sharedData.ts';
import { agent, chat, line, otlpLine, tool } from './helpers/spans.ts';

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .filter(
      (path) => !/(?:README|LICENSE)[^/]*$|truth\.jsonl$|\.(?:py|mjs|sql|parquet)$/.test(path),
    )
    .sort();
}

const TRACES = [
  ...['measured-agent/traces', 'measured-agent/launch'].flatMap((path) =>
    filesIn(join(EXAMPLES, path)),
  ),
  ...(hasShared ? filesIn(SHARED) : []),
];

/** The table as it is written, and everything that is said of how it came about. */
function written(measurement: Measurement): string {
  const { coverage } = measurement;
  if (measurement.components.every(({ variants }) => variants.length === 0))
    return JSON.stringify(coverage);
  const table = measuredTableYaml(tableFromMeasurement(measurement, { name: 'x' }), ' x');
  return `${table}\n${JSON.stringify(coverage)}`;
}

/** Under the name that standard input has. */
function asInput(text: string, path: string): string {
  return text.replaceAll(path, 'stdin');
}

describe('standard input gives the table and the counts of the file through JSON.parse, byte by byte', () => {
  test.each(TRACES.map((path) => [relative(EXAMPLES, path), path]))('%s', async (_, path) => {
    const inputs = expandPaths([path], '/');
    const parsed = await collectSpans(inputs, Readable.from([]), { scans: false });
    const fromFile = aggregate(parsed);
    const piped = await measureText(readFileSync(path), 60_001);
    expect(written(piped)).toBe(asInput(written(fromFile), path));
  });
});

/** Lines of several kinds: what the scanner takes, what it does not, and what is no trace at all. */
const LINES: readonly string[] = [
  line(
    { id: 1, name: 'invoke_agent a', ms: 900, attributes: agent('a') },
    { id: 2, parent: 1, name: 'chat m', ms: 500, attributes: chat('m') },
  ),
  line({ id: 3, parent: 1, name: 'execute_tool t', at: 510, attributes: tool('t') }),
  // In another order than exporters write, with an escape and a nested value.
  `{ "resourceSpans" : [ { "scopeSpans" : [ { "spans" : [ ${JSON.stringify({
    name: 'chat "quoted"',
    endTimeUnixNano: '1795305600900000000',
    startTimeUnixNano: 1795305600100000000,
    spanId: '00000000000000aa',
    traceId: '0123456789abcdef0123456789abcdef',
    attributes: [{ key: 'gen_ai.operation.name', value: { stringValue: 'chat' } }],
  })} ] } ] } ] }`,
  // Rejected one by one: no id, an end before the start.
  otlpLine([{ name: 'no id' }, { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) }]),
  '{"resourceSpans":[]}',
  '{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0123',
  '',
  '   ',
  '[1, 2, 3]',
  'null',
  '{"id":"1","call_type":"completion","model":"m","startTime":1795308620.5,"endTime":1795308621.5,"prompt_tokens":5,"completion_tokens":2}',
];

const texts = fc
  .array(fc.tuple(fc.constantFrom(...LINES), fc.constantFrom('\n', '\r\n')), { maxLength: 12 })
  .map((lines) => lines.map(([text, end]) => `${text}${end}`).join(''));

describe('however standard input is cut into chunks', () => {
  test('the table is the same, for lines of every kind', async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 700 }), async (text, size) => {
        expect(written(await measureText(text, size))).toBe(written(await measureText(text)));
      }),
      { numRuns: 60 },
    );
  });

  test('the table is the same with a byte order mark and packed with gzip', async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 700 }), async (text, size) => {
        fc.pre(text.trim() !== '');
        const plain = written(await measureText(text));
        expect(written(await measureText(`\uFEFF${text}`, size))).toBe(plain);
        expect(written(await measureText(gzipSync(text), size))).toBe(plain);
      }),
      { numRuns: 40 },
    );
  });

  test('every line is accepted, rejected or blank, and every span counted, repeated or rejected', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const { coverage } = await measureText(text, 97);
        const { lines, spans } = coverage;
        const sum = (of: readonly { count: number }[]) =>
          of.reduce((total, { count }) => total + count, 0);
        const wanted = text.split('\n').length - 1;
        expect(lines.total).toBe(wanted);
        expect(lines.accepted + lines.blank + sum(lines.rejected)).toBe(lines.total);
        expect(spans.counted + spans.duplicate + sum(spans.rejected)).toBe(spans.total);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what the scanner may not take, although it could', () => {
  test('a trace object is a request without being a span, and comes once', async () => {
    const root = {
      id: 1,
      name: 'request',
      ms: 900,
      attributes: { 'langfuse.observation.type': 'trace' },
    };
    const call = { id: 2, parent: 1, name: 'chat m', ms: 500, attributes: chat('m') };
    const text = [line(root, call), line(root, call)].join('\n');
    const read = await collectSpans(
      [{ name: 'stdin', path: null, problem: null }],
      Readable.from([Buffer.from(text)]),
    );
    // Whichever way a line is read, both counts are the same.
    const spaced = await collectSpans(
      [{ name: 'stdin', path: null, problem: null }],
      Readable.from([Buffer.from(text.replaceAll('"spans":', '"spans" : '))]),
    );
    expect(read.spans).toEqual(spaced.spans);
    expect([...read.traces]).toEqual([...spaced.traces]);
  });

  test('lines within a pretty-printed document or a CSV file are no lines of OTLP', async () => {
    const document = `{\n"resourceSpans": [],\n"more":\n${LINES[0]}\n}`;
    const pretty = await measureText(document);
    expect(pretty.coverage.lines).toMatchObject({ total: 1, accepted: 1 });
    expect(pretty.coverage.spans.total).toBe(0);
    const csv = `id,trace_id,type,start_time\n${LINES[0]}\n`;
    const { coverage } = await measureText(csv);
    expect(coverage.lines.accepted).toBe(1);
    expect(coverage.spans.counted).toBe(0);
  });

  test('what the user says to be another format stays that', async () => {
    const { jaeger } = await import('../../src/traces/formats/jaeger.ts');
    const stated = await measureTraces({
      files: ['-'],
      cwd: '/',
      stdin: Readable.from([Buffer.from(LINES[0] ?? '')]),
      from: jaeger,
    });
    expect(stated.coverage.lines.rejected).toEqual([
      { reason: `not ${jaeger.label}`, count: 1, first: 'stdin:1' },
    ]);
  });
});
