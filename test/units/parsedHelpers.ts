import type { Parsed } from '../../src/units/parsed.ts';

/** The value of a successful parse; fails the test with the message otherwise. */
export function valueOf<T>(result: Parsed<T>): T {
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

/** The message of a failed parse; fails the test when it succeeded. */
export function messageOf(result: Parsed<unknown>): string {
  if (result.ok) throw new Error(`parsed as ${JSON.stringify(result.value)}`);
  return result.message;
}
