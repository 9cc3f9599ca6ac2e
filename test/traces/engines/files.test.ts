import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gzipSync } from 'node:zlib';
import { bothWays } from './bothWays.ts';
import { request, requests, text } from './otlpRequests.ts';
import { OTLP_HEADER } from './otlpText.ts';

const HEX = '0123456789abcdef';

async function expectSame(
  files: Parameters<typeof bothWays>[0],
  options: Parameters<typeof bothWays>[1] = {},
): Promise<NonNullable<Awaited<ReturnType<typeof bothWays>>['many']>> {
  const { one, many } = await bothWays(files, options);
  expect(many).toEqual(one);
  return many as NonNullable<typeof many>;
}

describe('several members come to the result of one', () => {
  test('wherever a file is cut into ranges', async () => {
    const lines = requests(20);
    const content = text(lines);
    for (const at of [0, 1, OTLP_HEADER.length, OTLP_HEADER.length + 1, OTLP_HEADER.length + 2])
      await expectSame({ 'a.jsonl': content }, { cuts: [at / content.length] });
    const { spans, requests: found } = await expectSame(
      { 'a.jsonl': content },
      { cuts: [0.2, 0.5, 0.9] },
    );
    expect([spans, found]).toEqual([60, 20]);
  });

  test('with traces over several files, and spans that come again in another one: the last counts', async () => {
    const again = request(3, { end: 9_000_000 });
    const { coverage } = await expectSame(
      { 'a.jsonl': text(requests(5)), 'b.jsonl': text(again), 'c.jsonl': text(requests(2)) },
      { cuts: [0.3, 0.6] },
    );
    expect(coverage.spans).toMatchObject({ total: 24, counted: 15, duplicate: 9 });
  });

  test('with the lines of all traces in any order, over any files', async () => {
    const ordered = requests(60);
    const { many: expected } = await bothWays({ 'a.jsonl': text(ordered) });
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(ordered, { minLength: ordered.length }),
        fc.nat({ max: ordered.length }),
        async (shuffled, at) => {
          const { coverage, ...measured } = await expectSame(
            { 'a.jsonl': text(shuffled.slice(0, at)), 'b.jsonl': text(shuffled.slice(at)) },
            { cuts: [0.4], most: 3000 },
          );
          const { coverage: all, ...others } = expected ?? { coverage: null };
          expect(measured).toEqual(others);
          expect([coverage.spans, coverage.traces]).toEqual([all?.spans, all?.traces]);
        },
      ),
      { numRuns: 12 },
    );
  });

  test('with many small files in one piece', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 9 }, (_, at) => [
        `${at}.jsonl`,
        text(request(at % 4, { end: 4e6 + at })),
      ]),
    );
    for (const grouped of [2, 9]) {
      const { coverage } = await expectSame(files, { grouped });
      expect(coverage.spans).toMatchObject({ counted: 12, duplicate: 15 });
    }
  });

  test('with lines longer than the memory of the scanner', async () => {
    const long =
      request(0)[0]?.replace('"kind":1', `"kind":1,"x":"${'y'.repeat(9_000_000)}"`) ?? '';
    const { coverage } = await expectSame({
      'a.jsonl': text([...requests(2), long, ...request(7)]),
    });
    expect(coverage.lines).toMatchObject({ total: 11, accepted: 11 });
  });

  test('packed with gzip, also where the end is missing', async () => {
    const packed = gzipSync(text(requests(30)));
    await expectSame({ 'a.jsonl.gz': packed, 'b.jsonl': text(request(40)) });
    const { coverage } = await expectSame({
      'a.jsonl.gz': packed.subarray(0, packed.length - 200),
    });
    expect(coverage.files.damaged).toEqual([
      { name: 'a.jsonl.gz', reason: 'gzip data is cut off' },
    ]);
  });

  test('with blank and broken lines, whose places are those of the whole file', async () => {
    const lines = requests(6);
    lines.splice(4, 0, '', '{"resourceSpans":[{}', '{"a":1}');
    lines.splice(12, 0, '{"resourceSpans":[');
    const { coverage } = await expectSame({ 'a.jsonl': text(lines) }, { cuts: [0.1, 0.7] });
    expect(coverage.lines).toMatchObject({ total: 23, accepted: 19, blank: 1 });
    expect(coverage.lines.rejected).toEqual([
      { reason: 'not JSON (cut off or damaged)', count: 2, first: 'a.jsonl:7' },
      { reason: 'JSON of no known trace format', count: 1, first: 'a.jsonl:8' },
    ]);
  });

  test('with more names than the scanner remembers', async () => {
    const lines = Array.from({ length: 13_000 }, (_, index) =>
      (request(index % 50)[1] ?? '').replaceAll('"search"', `"search ${index}"`),
    );
    await expectSame({ 'a.jsonl': text(lines) });
  });

  test('with rules of the user', async () => {
    const rule = { name: /^search$/, attributes: [], component: 'lookup', kind: 'tool' } as const;
    const { components } = await expectSame({ 'a.jsonl': text(requests(3)) }, { rules: [rule] });
    expect(components.map(({ name }) => name)).toEqual(['helper', 'lookup']);
  });

  test('whatever the number of partitions', async () => {
    const content = text(requests(40));
    for (const partitions of [1, 2, 700]) await expectSame({ 'a.jsonl': content }, { partitions });
  });
});

test('partitions that are too large are divided again', async () => {
  const lines = requests(400);
  const again = request(3, { end: 9_000_000 });
  for (const most of [100, 500, 20_000])
    for (const partitions of [1, 3])
      await expectSame(
        { 'a.jsonl': text(lines), 'b.jsonl': text(again) },
        { cuts: [0.3, 0.6], most, partitions },
      );
});

describe('files are left to the reader of all formats', () => {
  test('when they are not lines of OTLP', async () => {
    const pretty = JSON.stringify(JSON.parse(request(1)[0] ?? ''), null, 2);
    for (const content of [pretty, 'id,name\n1,2\n', '', `${HEX}\n`, '[]\n'])
      expect((await bothWays({ 'a.json': content })).many).toBeNull();
  });

  test('when another format comes later in a file', async () => {
    const zipkin = JSON.stringify([
      { traceId: '1'.repeat(32), id: '2'.repeat(16), name: 'x', timestamp: 1, duration: 2 },
    ]);
    const { many } = await bothWays({ 'a.jsonl': text([...requests(2), zipkin]) });
    expect(many).toBeNull();
  });
});
