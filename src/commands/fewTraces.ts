import { statSync } from 'node:fs';
import { engineFor } from '../traces/engines/engineFor.ts';
import { expandPaths } from '../traces/expandPaths.ts';

/** Beyond this several threads read traces, and nobody sees single requests. */
const FEW_BYTES = 24 * 1024 * 1024;

/** Whether traces are so few that looking at their requests one by one takes no longer than counting them. */
export function areFew(files: readonly string[], cwd: string): boolean {
  if (engineFor(files) !== 'files') return false;
  const bytes = expandPaths(files, cwd).reduce(
    (sum, { path, problem }) => sum + (path === null || problem !== null ? 0 : statSync(path).size),
    0,
  );
  return bytes <= FEW_BYTES;
}
