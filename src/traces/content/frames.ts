import { Damaged } from './damaged.ts';

const HEADER = 4;
const LONGEST = 256 * 1024 * 1024;

/**
 * Messages that each come after their length in 4 bytes, big-endian, as the collector's file exporter
 * writes them.
 * @throws Damaged when the last one is cut off
 */
export async function* frames(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let pending = Buffer.alloc(0);
  for await (const chunk of chunks) {
    pending = Buffer.concat([pending, chunk]);
    for (let size = sizeOf(pending); pending.length >= HEADER + size; size = sizeOf(pending)) {
      yield pending.subarray(HEADER, HEADER + size);
      pending = pending.subarray(HEADER + size);
    }
  }
  if (pending.length > 0) throw new Damaged('the last message is cut off');
}

function sizeOf(pending: Buffer): number {
  if (pending.length < HEADER) return Infinity;
  const size = pending.readUInt32BE();
  if (size > LONGEST)
    throw new Damaged('a message is longer than 256 MB, or its length is damaged');
  return size;
}
