import { Damaged } from './damaged.ts';

/**
 * The bytes inside of zstd data, of any number of frames. Checksums of frames are not verified: Node 20
 * has no zstd of its own, and the decoder (fzstd) skips them.
 * @throws Damaged after what could be read
 */
export async function* unzstd(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const { Decompress } = await import('fzstd');
  const ready: Buffer[] = [];
  const decoder = new Decompress((data) => void ready.push(Buffer.from(data)));
  try {
    for await (const chunk of chunks) {
      push(() => decoder.push(new Uint8Array(chunk)));
      yield* ready.splice(0);
    }
    push(() => decoder.push(new Uint8Array(0), true));
  } catch (error) {
    // What was unpacked before the damage is good.
    yield* ready.splice(0);
    throw error;
  }
  yield* ready.splice(0);
}

/** @throws Damaged */
export async function unzstdWhole(frame: Uint8Array): Promise<Buffer> {
  const { decompress } = await import('fzstd');
  let bytes = Buffer.alloc(0);
  push(() => (bytes = Buffer.from(decompress(frame))));
  return bytes;
}

function push(work: () => void): void {
  try {
    work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw new Damaged(/EOF/.test(reason) ? 'zstd data is cut off' : 'zstd data is damaged');
  }
}
