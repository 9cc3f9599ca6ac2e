import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Coverage } from '../../../src/traces/measurement.ts';
import { bothWays } from './bothWays.ts';
import { request, requests, text } from './otlpRequests.ts';

/** What both ways come to; nothing is lost in either. */
async function coverageOf(content: string | Uint8Array, name = 'a.jsonl'): Promise<Coverage> {
  const { one, many } = await bothWays({ [name]: content }, { cuts: [0.3, 0.7] });
  expect(many).toEqual(one);
  const { lines, spans } = one.coverage;
  const sum = (counts: readonly { count: number }[]): number =>
    counts.reduce((total, { count }) => total + count, 0);
  expect(lines.accepted + lines.blank + sum(lines.rejected)).toBe(lines.total);
  expect(spans.counted + spans.duplicate + sum(spans.rejected)).toBe(spans.total);
  return one.coverage;
}

/** Ten requests of three lines and three spans each behind a first line without any. */
const GOOD = requests(10);

/** The same lines with others among them. */
const among = (...others: readonly string[]): string =>
  text([...GOOD.slice(0, 4), ...others, ...GOOD.slice(4)]);

const changed = (by: (line: string) => string): string => by(request(20)[0] ?? '');

describe('lines that are none', () => {
  test('are counted by their reason, with the first place of each', async () => {
    const cut = changed((line) => line.slice(0, 200));
    const { lines, spans } = await coverageOf(among(cut, '', cut, 'null', '  ', '[]'));
    expect(lines).toMatchObject({ total: 37, accepted: 31, blank: 2 });
    expect(lines.rejected).toMatchObject([
      { reason: 'not JSON (cut off or damaged)', count: 2, first: 'a.jsonl:6' },
      { count: 1, first: 'a.jsonl:9' },
      { count: 1, first: 'a.jsonl:11' },
    ]);
    expect(spans).toMatchObject({ total: 30, counted: 30 });
  });

  test('after a truncated object no line is lost', async () => {
    const { lines, spans } = await coverageOf(among(changed((line) => `${line.slice(0, -4)}`)));
    expect([lines.accepted, spans.counted]).toEqual([31, 30]);
  });
});

describe('lines that are written in another way', () => {
  test('a byte order mark, CRLF, and no line end at the end', async () => {
    const crlf = `\uFEFF${text(GOOD).trimEnd().replaceAll('\n', '\r\n')}`;
    const { lines, spans } = await coverageOf(crlf);
    expect(lines).toMatchObject({ total: 31, accepted: 31, rejected: [] });
    expect(spans.counted).toBe(30);
  });

  test('bytes that are no UTF-8 spoil neither the line nor its spans', async () => {
    const bytes = Buffer.from(among(changed((line) => line.replace('"mine"', '"m~ne"'))));
    bytes[bytes.indexOf('m~ne') + 1] = 0xff;
    const { lines, spans } = await coverageOf(bytes);
    expect([lines.accepted, spans.counted]).toEqual([32, 31]);
  });

  test('a line of 70 MB, and a value nested 5,000 deep', async () => {
    const long = changed((line) =>
      line.replace('"kind":1', `"kind":1,"x":"${'y'.repeat(70_000_000)}"`),
    );
    const deep = changed((line) =>
      line.replace('"kind":1', `"kind":1,"x":${'['.repeat(5000)}${']'.repeat(5000)}`),
    );
    const { lines, spans } = await coverageOf(among(long, deep));
    expect(lines).toMatchObject({ total: 33, accepted: 33 });
    expect(spans).toMatchObject({ total: 32, counted: 31, duplicate: 1 });
  }, 60_000);

  test('a list of requests on one line', async () => {
    const list = `[${request(20).join(',')}]`;
    const { lines, spans } = await coverageOf(among(list));
    expect([lines.accepted, spans.counted]).toEqual([32, 33]);
  });

  test('kinds and status codes in words', async () => {
    const words = changed((line) =>
      line.replace('"kind":1', '"kind":"SPAN_KIND_CLIENT","status":{"code":"STATUS_CODE_ERROR"}'),
    );
    const { spans, traces } = await coverageOf(among(words));
    expect([spans.counted, traces.total]).toEqual([31, 11]);
  });
});

describe('spans that cannot count', () => {
  test.each([
    ['an end before the start', '"endTimeUnixNano":"1"', 'ends before it starts'],
    ['a time beyond all time', '"endTimeUnixNano":"99999999999999999999999"', 'impossible time'],
    ['a time of no number', '"endTimeUnixNano":"soon"', 'impossible time'],
    ['no end', '"endTimeUnixNano":"0"', 'unfinished (no end time)'],
  ])('%s', async (_, end, reason) => {
    const broken = changed((line) => line.replace(/"endTimeUnixNano":"\d+"/, end));
    const { lines, spans } = await coverageOf(among(broken, broken));
    expect(lines.accepted).toBe(33);
    expect(spans).toMatchObject({
      total: 32,
      counted: 30,
      rejected: [{ reason, count: 2, first: 'a.jsonl:6' }],
    });
  });

  test('ids of another length, or of zeros', async () => {
    const short = changed((line) => line.replace(/"spanId":"\w+"/, '"spanId":"b1"'));
    const zero = changed((line) => line.replace(/"spanId":"\w+"/, `"spanId":"${'0'.repeat(16)}"`));
    const { spans } = await coverageOf(among(short, zero));
    expect(spans.rejected).toMatchObject([{ reason: 'malformed id', count: 2 }]);
  });

  test('attributes of the wrong type do not stop a span', async () => {
    const odd = changed((line) =>
      line.replace(/"attributes":\[.*?\]/, '"attributes":{"gen_ai.operation.name":"chat"}'),
    );
    expect((await coverageOf(among(odd))).spans.counted).toBe(31);
  });

  test('duplicates and orphans are counted, wherever the others are', async () => {
    const [call = '', tool = '', root = ''] = request(20);
    const { spans, traces } = await coverageOf(among(call, tool, call, ...GOOD.slice(0, 3)));
    expect(spans).toMatchObject({ total: 36, counted: 32, duplicate: 4, orphan: 2 });
    expect(traces).toMatchObject({ total: 11, rootless: 1 });
    expect((await coverageOf(among(tool, root, call))).spans).toMatchObject({ orphan: 0 });
  });
});

describe('packed files that are damaged', () => {
  const packed = gzipSync(text(GOOD));

  test.each([
    ['cut in the middle', packed.subarray(0, packed.length - 40), 'gzip data is cut off'],
    [
      'with a checksum that is wrong',
      withByte(packed, packed.length - 8),
      'gzip data is damaged (wrong checksum or broken block)',
    ],
  ])('%s: what could be read counts, and it is said', async (_, bytes, reason) => {
    const { files, lines } = await coverageOf(bytes, 'a.jsonl.gz');
    expect(files.damaged).toEqual([{ name: 'a.jsonl.gz', reason }]);
    expect(lines.accepted).toBeGreaterThan(0);
  });

  test('cut where a line ends, which looks whole', async () => {
    const header = packed.subarray(0, 10);
    const half = deflateRawSync(text(GOOD.slice(0, 15)), { finishFlush: constants.Z_FULL_FLUSH });
    const { files, lines } = await coverageOf(Buffer.concat([header, half]), 'a.jsonl.gz');
    expect(lines.accepted).toBe(16);
    expect(files.damaged).toEqual([{ name: 'a.jsonl.gz', reason: 'gzip data is cut off' }]);
  });

  test('several packed files in one are one', async () => {
    const both = Buffer.concat([packed, gzipSync(`${request(20).join('\n')}\n`)]);
    const { files, spans } = await coverageOf(both, 'a.jsonl.gz');
    expect([files.damaged, spans.counted]).toEqual([[], 33]);
  });
});

function withByte(bytes: Buffer, at: number): Buffer {
  const changedBytes = Buffer.from(bytes);
  changedBytes[at] = (changedBytes[at] ?? 0) ^ 0xff;
  return changedBytes;
}
