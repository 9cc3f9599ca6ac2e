import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK = 1024 * 1024;

/**
 * The bytes of a file, piece by piece in one buffer: they change when the next piece is asked for.
 * Without waiting: from the page cache a read is faster than the detour through the event loop.
 */
export function* fileChunks(path: string): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafeSlow(CHUNK);
    for (let size = read(file, buffer); size > 0; size = read(file, buffer))
      yield buffer.subarray(0, size);
  } finally {
    closeSync(file);
  }
}

function read(file: number, buffer: Buffer): number {
  return readSync(file, buffer, 0, buffer.length, null);
}
