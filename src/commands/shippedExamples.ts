import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageFile } from './packageFile.ts';

/**
 * An example of a help text as it can be typed in a folder: where that has no `examples/` of its own,
 * with those that come with the package.
 *
 * @param shipped the folder of the package's examples
 */
export function typedIn(
  cwd: string,
  example: string,
  shipped: string = packageFile('examples'),
): string {
  if (existsSync(join(cwd, 'examples'))) return example;
  const near = relative(cwd, shipped).replaceAll('\\', '/');
  return example.replaceAll(/(?<=\s)examples(?=\/)/gu, near.startsWith('..') ? shipped : near);
}
