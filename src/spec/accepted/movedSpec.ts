import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { setScalar } from '../../yaml/setScalar.ts';
import type { Edited } from '../../yaml/setKey.ts';

/**
 * A spec as it is written to another folder. It names its table from where it stands: left as it is,
 * the copy would miss the table, or find another one of that name.
 *
 * @param table the path of the table, as the spec says it
 * @param from where the spec was read
 * @param to where it is written; both from one folder
 */
export function movedSpec(text: string, table: string, from: string, to: string): Edited {
  const [here, there] = [dirname(from), dirname(to)];
  if (isAbsolute(table) || relative(here, there) === '') return { text };
  const path = relative(there, join(here, table)).split(sep).join('/');
  return setScalar(text, ['table'], path);
}
