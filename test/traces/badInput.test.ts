import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Coverage } from '../../src/traces/measurement.ts';
import { measureFile, measureText } from './helpers/measureFile.ts';
import {
  agent,
  chat,
  line,
  nanoseconds,
  otlpLine,
  otlpSpan,
  tool,
  TRACE,
} from './helpers/spans.ts';
import { tempFolder } from '../support/tempFolder.ts';

const ROOT = { id: 1, name: 'invoke_agent support', ms: 1000, attributes: agent('support') };
const CALL = {
  id: 2,
  parent: 1,
  name: 'chat gpt-5-mini',
  at: 100,
  ms: 500,
  attributes: chat('gpt-5-mini'),
};
const TOOL = {
  id: 3,
  parent: 1,
  name: 'execute_tool crm',
  at: 600,
  ms: 300,
  attributes: tool('crm'),
};
const GOOD = line(ROOT, CALL, TOOL);

/** Nothing is lost silently. */
function expectLaws({ lines, spans }: Coverage): void {
  const sum = (all: readonly { count: number }[]): number =>
    all.reduce((total, { count }) => total + count, 0);
  expect(lines.accepted + lines.blank + sum(lines.rejected)).toBe(lines.total);
  expect(spans.counted + spans.duplicate + sum(spans.rejected)).toBe(spans.total);
}

/** What is read from text, the laws checked. */
async function coverageOf(text: string | Uint8Array): Promise<Coverage> {
  const { coverage } = await measureText(text);
  expectLaws(coverage);
  return coverage;
}

describe('lines', () => {
  test('half a line is rejected with its place, and the good part is used', async () => {
    const coverage = await coverageOf(`${GOOD}\n${GOOD.slice(0, 200)}\n`);
    expect(coverage.lines).toEqual({
      total: 2,
      accepted: 1,
      blank: 0,
      rejected: [{ reason: 'not JSON (cut off or damaged)', count: 1, first: 'stdin:2' }],
    });
    expect(coverage.spans.counted).toBe(3);
  });

  test('half a line at the very start does not hide the lines after it', async () => {
    const coverage = await coverageOf(`${GOOD.slice(0, 16)}\n${GOOD}\n`);
    expect(GOOD.slice(0, 16)).toBe('{"resourceSpans"');
    expect(coverage.lines.accepted).toBe(1);
    expect(coverage.lines.rejected).toEqual([
      { reason: 'not JSON (cut off or damaged)', count: 1, first: 'stdin:1' },
    ]);
  });

  test('half a line that ends like pretty-printed JSON does not hide the lines after it either', async () => {
    const coverage = await coverageOf(`${GOOD.slice(0, 17)}\n\n${GOOD}\n${GOOD}`);
    expect(GOOD.slice(0, 17)).toBe('{"resourceSpans":');
    expect(coverage.lines).toMatchObject({ total: 4, accepted: 2, blank: 1 });
    expect(coverage.spans).toMatchObject({ total: 6, counted: 3, duplicate: 3 });
  });

  test('blank lines, CRLF, a byte order mark and a missing final line end change nothing', async () => {
    const plain = await measureText(`${GOOD}\n`);
    const odd = await measureText(
      `\uFEFF${GOOD}\r\n\r\n  \n${GOOD.replaceAll(TRACE, TRACE.replace('0', 'f'))}`,
    );
    expect(odd.coverage.lines).toEqual({ total: 4, accepted: 2, blank: 2, rejected: [] });
    expect(odd.components.map(({ name }) => name)).toEqual(
      plain.components.map(({ name }) => name),
    );
    expect(odd.requests).toBe(2);
  });

  test('lines come out the same whatever the chunks', async () => {
    const text = `${GOOD}\r\n\n{"half\n${GOOD.replaceAll(TRACE, 'ä'.repeat(32))}`;
    const whole = await measureText(text);
    for (const chunk of [1, 2, 3, 7, 100])
      expect((await measureText(text, chunk)).coverage).toEqual(whole.coverage);
  });

  test('a line of more than 10 MB is read', async () => {
    const long = otlpLine([
      otlpSpan(ROOT),
      otlpSpan({
        ...CALL,
        attributes: { ...CALL.attributes, 'gen_ai.input.messages': 'x'.repeat(11_000_000) },
      }),
    ]);
    expect(await coverageOf(long)).toMatchObject({ lines: { accepted: 1 }, spans: { counted: 2 } });
  });

  test('bytes that are not UTF-8 become U+FFFD, and the line is kept', async () => {
    const bytes = Buffer.from(line({ ...ROOT, name: 'invoke_agent caf?' }, CALL));
    bytes[bytes.indexOf('caf?') + 3] = 0xe9;
    expect((await coverageOf(bytes)).lines.accepted).toBe(1);
  });

  test.each([
    ['metrics', '{"resourceMetrics":[]}'],
    ['logs', '{"resourceLogs":[]}'],
    ['a JSON list of no known trace format', '[{"a":1}]'],
    ['JSON of no known trace format', '{}'],
    ['JSON, but no object', '42'],
  ])('%s among traces is named and left out', async (reason, foreign) => {
    const coverage = await coverageOf(`${GOOD}\n${foreign}\n${foreign}\n`);
    expect(coverage.lines).toEqual({
      total: 3,
      accepted: 1,
      blank: 0,
      rejected: [{ reason, count: 2, first: 'stdin:2' }],
    });
  });

  test('reasons are listed most frequent first, each with its first place', async () => {
    const { lines } = await coverageOf(
      `{}\n{"resourceLogs":[]}\n{\n${GOOD}\n{"resourceLogs":[]}\n`,
    );
    expect(lines.rejected.map(({ reason, count, first }) => `${count} ${reason} ${first}`)).toEqual(
      [
        '2 logs stdin:2',
        '1 JSON of no known trace format stdin:1',
        '1 not JSON (cut off or damaged) stdin:3',
      ],
    );
  });

  test('a pretty-printed document counts as one line', async () => {
    const pretty = JSON.stringify(JSON.parse(GOOD), null, 2);
    expect(await coverageOf(`\n${pretty}\n`)).toMatchObject({
      lines: { total: 2, accepted: 1, blank: 1 },
      spans: { counted: 3 },
    });
  });

  test('a pretty-printed list of requests is one line, and read', async () => {
    const coverage = await coverageOf(JSON.stringify([JSON.parse(GOOD)], null, 2));
    expect(coverage).toMatchObject({
      lines: { total: 1, accepted: 1, rejected: [] },
      spans: { counted: 3 },
    });
  });
});

describe('spans', () => {
  const times = (start: string, end: string): { raw: Record<string, unknown> } => ({
    raw: { startTimeUnixNano: start, endTimeUnixNano: end },
  });

  test.each([
    ['no trace or span id', { raw: { spanId: '' } }],
    ['no trace or span id', { raw: { traceId: undefined } }],
    ['malformed id', { raw: { traceId: 'abc' } }],
    ['malformed id', { raw: { spanId: 'x123456789abcdef' } }],
    ['malformed id', { raw: { spanId: '0000000000000000' } }],
    ['malformed id', { raw: { traceId: 'EjRWeJq83vASNFZ4mrze8A==' } }],
    ['malformed id', { raw: { parentSpanId: '12' } }],
    ['ends before it starts', times(nanoseconds(100), nanoseconds(99.999999))],
    ['unfinished (no end time)', times(nanoseconds(0), '0')],
    ['unfinished (no end time)', { raw: { endTimeUnixNano: undefined } }],
    ['longer than 24 h', times(nanoseconds(0), nanoseconds(86_400_000.1))],
    ['impossible time', times('0', nanoseconds(0))],
    ['impossible time', times('-5', nanoseconds(0))],
    ['impossible time', times('2026-11-22T00:00:00Z', nanoseconds(0))],
    ['impossible time', times('9999999999999999999', '9999999999999999999')],
  ])('rejected: %s', async (reason, change) => {
    const coverage = await coverageOf(`\n${line(ROOT, CALL, { ...TOOL, ...change })}\n`);
    expect(coverage.spans).toMatchObject({
      total: 3,
      counted: 2,
      duplicate: 0,
      rejected: [{ reason, count: 1, first: 'stdin:2' }],
    });
  });

  test('exactly 24 hours and no time at all are both possible', async () => {
    const coverage = await coverageOf(line({ ...ROOT, ms: 86_400_000 }, { ...CALL, ms: 0 }));
    expect(coverage.spans).toMatchObject({ counted: 2, rejected: [] });
  });

  test('a span that is no object is rejected', async () => {
    const coverage = await coverageOf(otlpLine([otlpSpan(ROOT), otlpSpan(CALL), 7, null, []]));
    expect(coverage.spans).toMatchObject({
      total: 5,
      counted: 2,
      rejected: [{ reason: 'not a span object', count: 3 }],
    });
  });

  test('upper-case ids are the same ids', async () => {
    const upper = otlpSpan({ ...CALL, id: 'ABCDEF0123456789' });
    const lower = otlpSpan({ ...TOOL, parent: 'abcdef0123456789' });
    const { coverage, requests } = await measureText(
      otlpLine([{ ...otlpSpan(ROOT), traceId: TRACE.toUpperCase() }, upper, lower]),
    );
    expect(coverage.spans).toMatchObject({ counted: 3, orphan: 0 });
    expect(requests).toBe(1);
  });

  test('an empty or all-zero parent makes a root', async () => {
    for (const parentSpanId of ['', '0000000000000000']) {
      const { requests, coverage } = await measureText(
        line({ ...ROOT, raw: { parentSpanId } }, CALL),
      );
      expect([requests, coverage.spans.orphan]).toEqual([1, 0]);
    }
  });

  test('of duplicated spans the last counts, once', async () => {
    const again = line({ ...CALL, ms: 700 });
    const { coverage, components } = await measureText(`${GOOD}\n${again}\n`);
    expectLaws(coverage);
    expect(coverage.spans).toMatchObject({ total: 4, counted: 3, duplicate: 1 });
    expect(components.find(({ name }) => name === 'support')?.variants[0]?.latency).toMatchObject({
      n: 1,
      max: 700,
    });
  });

  test('a file read twice gives the table of the file read once', async () => {
    const once = await measureText(GOOD);
    const twice = await measureText(`${GOOD}\n${GOOD}`);
    expect(twice.coverage.spans).toMatchObject({ total: 6, counted: 3, duplicate: 3 });
    expect(twice.components).toEqual(once.components);
  });

  test('orphans are counted, and measured; a trace without a root is no request', async () => {
    const { coverage, requests, components } = await measureText(line(CALL, TOOL));
    expect(coverage.spans.orphan).toBe(2);
    expect(coverage.traces).toMatchObject({ total: 1, rootless: 1 });
    expect(requests).toBe(0);
    expect(components.map(({ name, runs, requests: using }) => [name, runs, using])).toEqual([
      ['chat', 1, 0],
      ['crm', 1, 0],
    ]);
  });

  test('a trace with two roots is no request', async () => {
    const { coverage, requests, endToEnd } = await measureText(
      line(ROOT, { ...ROOT, id: 9 }, CALL),
    );
    expect(coverage.traces.multiRoot).toBe(1);
    expect([requests, endToEnd.latency]).toEqual([0, null]);
  });

  test('spans that are each other’s parents hang nothing up', async () => {
    const { coverage } = await measureText(line({ ...CALL, parent: 3 }, { ...TOOL, parent: 2 }));
    expect(coverage.spans).toMatchObject({ counted: 2, orphan: 1 });
  });

  test('20,000 spans nested in one another are counted; what lies deeper than 500 is an orphan', async () => {
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      otlpSpan({ id: index + 1, parent: index === 0 ? null : index, name: 'scope' }),
    );
    const { coverage, requests } = await measureText(
      otlpLine([...chain, otlpSpan({ ...CALL, id: 30_000 })]),
    );
    expect(coverage.spans).toMatchObject({ counted: 20_001, orphan: 39 });
    expect(requests).toBe(1);
  });

  test('traces of other services, without a model call, tool or agent, are set aside', async () => {
    const other = line({
      trace: TRACE.replace('0', 'e'),
      id: 1,
      name: 'GET /health',
      attributes: { 'http.request.method': 'GET' },
    });
    const { coverage, requests, spans } = await measureText(`${GOOD}\n${other}`);
    expect(coverage.traces.withoutAgent).toBe(1);
    expect([requests, spans]).toEqual([1, 3]);
  });
});

describe('files', () => {
  const folder = tempFolder();
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  test.each([
    ['a.zst', Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 1, 2), 'zstd data is cut off'],
    ['a.parquet', 'PAR1....', 'Parquet: name it with the ending .parquet, on its own'],
    ['a.pdf', '%PDF-1.7 ...', 'a PDF document, no traces'],
    ['a.zip', Buffer.from('PK\u0003\u0004'), 'a zip archive: unpack it first'],
    ['empty.zip', Buffer.from('PK\u0005\u0006'), 'an empty zip archive'],
    ['empty.gz', gzipSync(''), 'empty'],
    ['noise.bin', Uint8Array.of(9, 1, 2, 3, 4, 5, 6), 'binary, and of no format that is known'],
    ['empty.jsonl', '', 'empty'],
  ])('%s is named and left out, the other file is read', async (name, content, reason) => {
    const bad = file(name, content);
    const { measurement } = await measureFile(bad, file('good.jsonl', GOOD));
    expect(measurement.coverage.files).toEqual({
      read: 1,
      notRead: [{ name: bad, reason }],
      damaged: [],
    });
    expect(measurement.requests).toBe(1);
  });

  test('a missing file is named, the others are read', async () => {
    const { measurement } = await measureFile(join(folder, 'none.jsonl'), file('good.jsonl', GOOD));
    expect(measurement.coverage.files).toEqual({
      read: 1,
      notRead: [{ name: join(folder, 'none.jsonl'), reason: 'no such file' }],
      damaged: [],
    });
    expect(measurement.requests).toBe(1);
  });
});
