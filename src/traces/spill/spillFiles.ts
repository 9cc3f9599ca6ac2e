import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineError } from '../engines/engineError.ts';

/** Temporary files that have no name any more: however the program ends, nothing is left of them. */
export interface SpillFiles {
  readonly descriptors: readonly number[];
  close(): void;
}

/** @throws EngineError when there is no place for them */
export function openSpillFiles(count: number, folder = tmpdir()): SpillFiles {
  const descriptors: number[] = [];
  let own: string | null = null;
  const close = (): void => {
    for (const descriptor of descriptors.splice(0)) closeSync(descriptor);
    if (own !== null) rmSync(own, { recursive: true, force: true });
  };
  try {
    own = mkdtempSync(join(folder, 'budget-'));
    for (let at = 0; at < count; at += 1)
      descriptors.push(openSync(join(own, String(at)), 'w+', 0o600));
    // Where the system does not let go of the names of open files, close() does.
    rmSync(own, { recursive: true, force: true });
  } catch {
    if (descriptors.length < count) {
      close();
      throw new EngineError(
        'no folder for temporary files can be written to: set TMPDIR to one with room for a fifth of the traces',
      );
    }
  }
  return { descriptors: [...descriptors], close };
}
