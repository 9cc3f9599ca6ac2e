import * as fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileChunks } from '../../src/traces/fileChunks.ts';
import { readLines } from '../../src/traces/readLines.ts';
import { tempFolder } from '../support/tempFolder.ts';

interface Read {
  readonly lines: (string | null)[];
}

async function read(
  source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  longestLine?: number,
): Promise<Read> {
  const lines: (string | null)[] = [];
  await readLines(source, {
    onLine: (line) => void lines.push(line),
    ...(longestLine === undefined ? {} : { longestLine }),
  });
  return { lines };
}

/** The text in pieces of one buffer that is used again, as a file gives it. */
function* pieces(text: string | Uint8Array, size: number): Generator<Uint8Array> {
  const bytes = Buffer.from(text);
  const shared = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size)
    yield shared.subarray(0, bytes.copy(shared, 0, at));
}

const linesOf = async (text: string | Uint8Array, size = 1024): Promise<(string | null)[]> =>
  (await read(pieces(text, size))).lines;

describe('lines', () => {
  test.each([
    ['', []],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\nb', ['a', 'b']],
    ['a\r\nb\r\n', ['a', 'b']],
    ['a\rb', ['a\rb']],
    ['a\r\r\n', ['a\r']],
    ['\n', ['']],
    ['\n\na', ['', '', 'a']],
    ['\r\n', ['']],
    ['\uFEFFa\n\uFEFFb', ['a', '\uFEFFb']],
    ['\n\uFEFFa', ['', '\uFEFFa']],
    ['ä\n€\n😀', ['ä', '€', '😀']],
    ['a\u2028b\n', ['a\u2028b']],
    ['a\fb\u001bc\td', ['a\fb\u001bc\td']],
  ])('of %j are %j', async (text, expected) => {
    expect(await linesOf(text)).toEqual(expected);
  });

  test('come out whole however the bytes are cut', async () => {
    const line = fc
      .string({ unit: 'grapheme' })
      .map((text) => text.replaceAll(/[\p{Cc}\uFEFF]/gu, '.'));
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 40 }), async (all, size) => {
        expect(await linesOf(all.map((text) => `${text}\n`).join(''), size)).toEqual(all);
      }),
    );
  });

  test('invalid UTF-8 is U+FFFD, and no more than that is lost', async () => {
    expect(await linesOf(Uint8Array.of(0x61, 0xe9, 0x62, 0x0a, 0x63))).toEqual(['a\uFFFDb', 'c']);
  });

  test('of 12 MB come out whole, also in pieces of a kilobyte', async () => {
    const long = '0123456789ab'.repeat(1_000_000);
    expect(await linesOf(`x\n${long}\ny`)).toEqual(['x', long, 'y']);
  });

  test('too long are null, and the others are read', async () => {
    const { lines } = await read(pieces('abc\nabcd\nabcde\n\nab\nabcdefgh', 3), 4);
    expect(lines).toEqual(['abc', 'abcd', null, '', 'ab', null]);
  });
});

describe('the chunks of a file', () => {
  const folder = tempFolder();
  const file = (content: string): string => {
    const path = join(folder, 'file');
    writeFileSync(path, content);
    return path;
  };

  test('are its bytes, in order', async () => {
    const lines = Array.from({ length: 300_000 }, (_, at) => `line ${at}`);
    const read = await linesOfFile(file(lines.join('\n')));
    expect(read).toHaveLength(300_000);
    expect(read).toEqual(lines);
  });

  test('of an empty one are none', () => {
    expect([...fileChunks(file(''))]).toEqual([]);
  });

  test('of a missing one, or of a folder, fail as the system says', () => {
    expect(() => [...fileChunks(join(folder, 'none'))]).toThrow(/ENOENT/);
    expect(() => [...fileChunks(folder)]).toThrow(/EISDIR/);
  });

  async function linesOfFile(path: string): Promise<(string | null)[]> {
    return (await read(fileChunks(path))).lines;
  }
});
