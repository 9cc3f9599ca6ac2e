import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { constants, Script } from 'node:vm';
import type { Io } from './io.ts';

/** What the bundle of the whole program exports. */
export interface Program {
  run(io: Io): Promise<number>;
}

type Wrapped = (module: { exports: Program }, require: NodeJS.Require, filename: string) => void;

/**
 * The program from code that was compiled when the package was built (scripts/precompile.mjs): half of
 * a short run goes into compiling. V8 ignores code that another V8 or other flags made, and compiles.
 *
 * @param folder where the bundle and its compiled code lie
 * @returns null where the package was built by another Node, or for another processor
 */
export function precompiled(folder: string): Program | null {
  const filename = join(folder, 'program.cjs');
  const cachedData = contentsOf(join(folder, `${process.version}-${process.arch}.bin`));
  if (cachedData === null) return null;
  // The bundle is plain ASCII, which is read quickest so; the build holds it to that.
  const script = new Script(readFileSync(filename, 'latin1'), {
    filename,
    cachedData,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const module: { exports: Program | null } = { exports: null };
  const wrapped: unknown = script.runInThisContext();
  (wrapped as Wrapped)(module as { exports: Program }, createRequire(filename), filename);
  return module.exports;
}

function contentsOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
