import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';

/** Runs something and, with `-v`, says on standard error how long that took: results never do. */
export function timed<T>(io: Io, { verbose }: GlobalFlags, what: string, run: () => T): T {
  if (verbose !== true) return run();
  const start = performance.now();
  const result = run();
  io.stderr.write(`${what} in ${(performance.now() - start).toFixed(1)} ms\n`);
  return result;
}
