import * as fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { contentShape } from '../../src/traces/content/contentShape.ts';
import { Damaged } from '../../src/traces/content/damaged.ts';
import { peek } from '../../src/traces/content/peek.ts';
import { readContent } from '../../src/traces/content/readContent.ts';
import { readLines } from '../../src/traces/readLines.ts';

/** One zstd frame of `{}\n`, as the reference tool writes it without a checksum. */
const ZSTD_FRAME = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x20, 3, 0x19, 0, 0, 0x7b, 0x7d, 0x0a);

interface Content {
  readonly lines: (string | null)[];
  readonly messages: string[];
  readonly unread: string | null;
  readonly damage: string | null;
}

/** The bytes in pieces of one buffer that is used again, as a file gives them. */
function* pieces(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  const shared = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size)
    yield shared.subarray(0, Buffer.from(bytes).copy(shared, 0, at));
}

async function contentOf(bytes: Uint8Array, size = 7): Promise<Content> {
  const lines: (string | null)[] = [];
  const messages: string[] = [];
  let damage: string | null = null;
  const unread = await readContent(pieces(bytes, size), {
    readText: (chunks) => readLines(chunks, { onLine: (line) => void lines.push(line) }),
    onMessage: (message) => void messages.push(Buffer.from(message).toString('latin1')),
  }).catch((error: unknown) => {
    if (!(error instanceof Damaged)) throw error;
    damage = error.message;
    return null;
  });
  return { lines, messages, unread, damage };
}

function framed(...messages: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    messages.flatMap((message) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(message.length);
      return [length, message];
    }),
  );
}

describe('the shape of content', () => {
  test.each([
    ['{"resourceSpans":[]}', 'text'],
    ['', 'text'],
    ['\n\n{}', 'text'],
    ['id,trace_id\n', 'text'],
  ])('%j is text', (text, shape) => {
    expect(contentShape(Buffer.from(text))).toBe(shape);
  });

  test.each([
    [[0x1f, 0x8b, 8], 'gzip'],
    [[0x28, 0xb5, 0x2f, 0xfd, 0], 'zstd'],
    [[0, 0, 0, 9, 0x28, 0xb5, 0x2f, 0xfd], 'framed'],
    [[0, 0, 0, 9, 0x0a, 7], 'framed'],
    [[0, 0, 0, 9, 0x7b, 7], 'framed'],
    [[0x0a, 7, 0x12, 5, 0], 'protobuf'],
    // A request of 1.3 MB whose first resource starts at byte 4: no length of 168 MB.
    [[0x0a, 0xc0, 0xa8, 0x50, 0x0a, 0], 'protobuf'],
  ])('%j is %s', (bytes, shape) => {
    expect(contentShape(Uint8Array.from(bytes))).toBe(shape);
  });
});

describe('content', () => {
  test('is the same lines, packed or not, however it is cut', async () => {
    const texts = fc.array(
      fc.string({ unit: 'grapheme' }).map((text) => `{${text.replaceAll(/[^\p{L}\p{N}]/gu, '')}`),
      {
        minLength: 1,
      },
    );
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 300 }), async (lines, size) => {
        const text = Buffer.from(lines.join('\n'));
        expect((await contentOf(text, size)).lines).toEqual(lines);
        expect((await contentOf(gzipSync(text), size)).lines).toEqual(lines);
        expect((await contentOf(gzipSync(gzipSync(text)), size)).lines).toEqual(lines);
      }),
      { numRuns: 40 },
    );
  });

  test('may be several gzip members, or several zstd frames', async () => {
    const members = Buffer.concat([gzipSync('{"a":1}\n'), gzipSync('{"b":2}\n')]);
    expect((await contentOf(members)).lines).toEqual(['{"a":1}', '{"b":2}']);
    const frames = Buffer.concat([ZSTD_FRAME, ZSTD_FRAME]);
    expect((await contentOf(frames)).lines).toEqual(['{}', '{}']);
  });

  test('in messages comes message by message, each packed or not', async () => {
    const proto = Uint8Array.of(0x0a, 0);
    expect(await contentOf(framed(proto, proto, ZSTD_FRAME))).toEqual({
      lines: [],
      messages: ['\n\0', '\n\0', '{}\n'],
      unread: null,
      damage: null,
    });
  });

  test('that is cut off is read as far as it goes', async () => {
    const text = Array.from({ length: 4000 }, (_, at) => `{"line":${at * 7919}}`).join('\n');
    const packed = gzipSync(text);
    const half = await contentOf(packed.subarray(0, packed.length / 2), 512);
    expect(half.damage).toBe('gzip data is cut off');
    expect(half.lines.length).toBeGreaterThan(1000);
    expect(text.startsWith(half.lines.join('\n'))).toBe(true);
    const zstd = await contentOf(Buffer.concat([ZSTD_FRAME, ZSTD_FRAME.subarray(0, 8)]));
    expect([zstd.lines, zstd.damage]).toEqual([['{}'], 'zstd data is cut off']);
    const messages = await contentOf(framed(ZSTD_FRAME, ZSTD_FRAME).subarray(0, 25));
    expect([messages.messages, messages.damage]).toEqual([['{}\n'], 'the last message is cut off']);
  });

  test('with a wrong checksum is damaged, and said to be', async () => {
    const text = Array.from({ length: 9000 }, (_, at) => `{"line":${at * 7919}}`).join('\n');
    const packed = gzipSync(text);
    packed[packed.length - 8] = (packed.at(-8) ?? 0) ^ 0xff;
    const { lines, damage } = await contentOf(packed, 512);
    expect(damage).toBe('gzip data is damaged (wrong checksum or broken block)');
    expect(lines.length).toBeGreaterThan(1000);
  });

  test('packed over and over is not unpacked for ever', async () => {
    let bytes = gzipSync('{}');
    for (let depth = 0; depth < 5; depth += 1) bytes = gzipSync(bytes);
    expect((await contentOf(bytes)).unread).toBe('packed too many times');
  });
});

describe('peeking', () => {
  test('loses nothing and lets go of what it does not read', async () => {
    let isClosed = false;
    function* source(): Generator<Uint8Array> {
      try {
        yield Uint8Array.of(1, 2);
        yield Uint8Array.of(3);
        yield Uint8Array.of(4, 5);
      } finally {
        isClosed = true;
      }
    }
    const { head, close } = await peek(source(), 3);
    expect([...head]).toEqual([1, 2, 3]);
    await close();
    expect(isClosed).toBe(true);
    const bytes: number[] = [];
    for await (const chunk of (await peek(source(), 3)).chunks) bytes.push(...chunk);
    expect(bytes).toEqual([1, 2, 3, 4, 5]);
  });
});
