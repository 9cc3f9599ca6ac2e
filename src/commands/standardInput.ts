import { readSync } from 'node:fs';

const CHUNK = 1 << 16;

/** How long to wait for a program that has not written yet, in ms. */
const PAUSE = 5;

/**
 * All of standard input. What comes out of a pipe may not be there yet: Node's own stream sets the
 * pipe not to block, and a read of it then fails instead of waiting.
 */
export function readStandardInput(): Buffer {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const read = readOnce(chunk);
    if (read === null) pause();
    else if (read === 0) return Buffer.concat(chunks);
    else chunks.push(chunk.subarray(0, read));
  }
}

/** Bytes read, 0 at the end; null when there are none yet. */
function readOnce(into: Buffer): number | null {
  try {
    return readSync(0, into);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EAGAIN') return null;
    // What Windows says at the end of a pipe.
    if (code === 'EOF') return 0;
    throw error;
  }
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
}
