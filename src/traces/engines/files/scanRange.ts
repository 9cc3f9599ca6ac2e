import { closeSync, openSync, readSync } from 'node:fs';
import { Damaged } from '../../content/damaged.ts';
import { gunzip } from '../../content/gunzip.ts';
import { unzstd } from '../../content/unzstd.ts';
import { fileChunks } from '../../fileChunks.ts';
import { feedLines } from './feedLines.ts';
import { breath, BREATH } from './breath.ts';
import { LineFeed, type LineReader } from './lineFeed.ts';
import type { Packing, Range } from './plan.ts';

/** Called now and then with the bytes of the file that were read since the last time. */
export type OnBytes = (bytes: number) => void;

/**
 * Reads the lines that begin in a range of a file.
 * @throws Damaged after what could be read; errors of the file system; Unsuitable
 */
export async function scanRange(range: Range, lines: LineReader, onBytes: OnBytes): Promise<void> {
  if (range.packing === null) await scanBytes(range, lines, onBytes);
  else await scanPacked(range.path, range.packing, lines, onBytes);
}

async function scanBytes(
  { path, from, to }: Range,
  lines: LineReader,
  onBytes: OnBytes,
): Promise<void> {
  const isInside = from > 0;
  let at = isInside ? from - 1 : 0;
  const feed = new LineFeed(lines, { from: at, until: to, isInside });
  const file = openSync(path, 'r');
  try {
    for (let chunks = 1; !feed.isDone; chunks += 1) {
      const { space } = feed;
      const size = readSync(file, space, 0, space.length, at);
      if (size === 0) break;
      at += size;
      feed.add(size);
      onBytes(Math.min(size, Math.max(0, to - (at - size))));
      if (chunks % BREATH === 0) await breath();
    }
    feed.end();
  } finally {
    closeSync(file);
  }
}

async function scanPacked(
  path: string,
  packing: Packing,
  lines: LineReader,
  onBytes: OnBytes,
): Promise<void> {
  const unpack = packing === 'gzip' ? gunzip : unzstd;
  await feedLines(unpack(counted(path, onBytes)), lines);
}

async function* counted(path: string, onBytes: OnBytes): AsyncGenerator<Buffer> {
  for (const chunk of fileChunks(path)) {
    onBytes(chunk.byteLength);
    yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
}

/** What the user is told of an error that is the file's; null for any other one. */
export function damageOf(error: unknown): string | null {
  return error instanceof Damaged ? error.message : null;
}
