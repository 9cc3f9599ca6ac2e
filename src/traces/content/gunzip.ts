import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Damaged } from './damaged.ts';

const REASONS: Readonly<Record<string, string>> = {
  Z_BUF_ERROR: 'gzip data is cut off',
  Z_DATA_ERROR: 'gzip data is damaged (wrong checksum or broken block)',
};

/**
 * The bytes inside of gzip data, of several members one after the other too.
 * @throws Damaged after what could be read, when the data is cut off or its checksum is wrong
 */
export async function* gunzip(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const unzipped = createGunzip();
  // The source may use the memory of a chunk again.
  const input = Readable.from(copies(chunks));
  input.on('error', (error) => unzipped.destroy(error));
  input.pipe(unzipped);
  try {
    for await (const chunk of unzipped) yield chunk as Buffer;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = REASONS[code];
    throw reason === undefined ? error : new Damaged(reason);
  } finally {
    input.destroy();
  }
}

async function* copies(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}
