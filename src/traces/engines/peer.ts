import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
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
export async function loadPeer(peer: Peer, cwd: string): Promise<unknown> {
  try {
    return await import(peer.name);
  } catch (error) {
    if (!isMissing(error)) throw broken(peer, error);
  }
  const path = pathFrom(cwd, peer.name);
  if (path === null)
    throw new EngineError(
      `${peer.wantedBy} are read with ${peer.name}, which is not installed`,
      `npm install ${peer.name}  (with -g where budget is installed with -g)`,
    );
  try {
    return await import(pathToFileURL(path).href);
  } catch (error) {
    throw broken(peer, error);
  }
}

function pathFrom(cwd: string, name: string): string | null {
  try {
    return createRequire(join(cwd, 'from')).resolve(name);
  } catch {
    return null;
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}

function broken({ name }: Peer, error: unknown): EngineError {
  const [reason] = String(error instanceof Error ? error.message : error).split('\n');
  return new EngineError(`${name} cannot be loaded: ${reason}`);
}
