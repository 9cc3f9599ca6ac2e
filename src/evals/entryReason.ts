import type * as z from 'zod';

/**
 * Why an entry of a results file cannot be read: it lacks what every entry needs, or something in it is of
 * another kind than its format has.
 *
 * @example entryReason('a sample', 'an id', 'id', error) // 'a sample whose `total_time` is of another kind'
 */
export function entryReason(what: string, needed: string, key: string, error: z.ZodError): string {
  const paths = error.issues.map(({ path }) => path);
  const isWithout = paths.some(([first]) => first === undefined || first === key);
  return isWithout
    ? `${what} without ${needed}`
    : `${what} whose \`${paths[0]?.join('.')}\` is of another kind`;
}
