import { createRequire } from 'node:module';
import { join } from 'node:path';
import { EngineError } from './engineError.ts';

/** A package that only some users need, and install themselves. */
export interface Peer {
  readonly name: string;
  /** What asks for it, as the beginning of a sentence: `Parquet files`. */
  readonly wantedBy: string;
}

/**
 * Loads a package that is installed beside this program or in the folder where the user works.
 * @throws EngineError with the command that installs it
 */
export function loadPeer(peer: Peer, cwd: string): unknown {
  for (const from of [import.meta.url, join(cwd, 'from')]) {
    const load = createRequire(from);
    const path = pathOf(load, peer.name);
    if (path === null) continue;
    try {
      return load(path);
    } catch (error) {
      throw broken(peer, error);
    }
  }
  throw new EngineError(
    `${peer.wantedBy} are read with ${peer.name}, which is not installed`,
    `npm install ${peer.name}  (with -g where budget is installed with -g)`,
  );
}

function pathOf(load: NodeJS.Require, name: string): string | null {
  try {
    return load.resolve(name);
  } catch {
    return null;
  }
}

function broken({ name }: Peer, error: unknown): EngineError {
  const [reason] = String(error instanceof Error ? error.message : error).split('\n');
  return new EngineError(`${name} cannot be loaded: ${reason}`);
}
