import { statSync } from 'node:fs';
import type { Input } from './expandPaths.ts';

/** Whoever looks on sees it now and then. */
const STEP = 1024 * 1024;

/** The same bytes; `onBytes` hears how many passed since the last time. */
export async function* countedBytes<Bytes extends Uint8Array | string>(
  source: AsyncIterable<Bytes> | Iterable<Bytes>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Bytes> {
  let passed = 0;
  for await (const bytes of source) {
    yield bytes;
    passed += bytes.length;
    if (passed < STEP) continue;
    onBytes(passed);
    passed = 0;
  }
}

/** Of all files together; null where one of them is a stream that ends when it ends. */
export function totalBytes(inputs: readonly Input[]): number | null {
  let total = 0;
  for (const { path, problem } of inputs) {
    if (problem !== null) continue;
    const stats = path === null ? undefined : statSync(path, { throwIfNoEntry: false });
    if (stats?.isFile() !== true) return null;
    total += stats.size;
  }
  return total;
}
