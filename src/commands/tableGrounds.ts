import type { Table } from '../table/schema.ts';
import { type Way, waysToRun } from '../table/ways.ts';
import { type Grounds, NO_GROUNDS } from '../trust/verify/grounds.ts';

/** What a table knows of calls and requests, and how well. */
export function tableGrounds(table: Table | null): Grounds {
  if (table === null) return NO_GROUNDS;
  return {
    requests: table.counted?.requests ?? Infinity,
    failures: failuresOf(table),
    errors: (component, variant) => {
      const way = wayOf(table, component, variant);
      if (way?.errors === undefined) return null;
      // Its times are those of the calls that succeeded.
      const succeeded = way.latency?.n ?? Infinity;
      return { value: way.errors, n: succeeded / Math.max(1 - way.errors, 1e-9) };
    },
    tokenCalls: (component, variant) =>
      wayOf(table, component, variant)?.token_sums?.input?.[0] ?? Infinity,
  };
}

/** Whole requests have an end to end time unless they failed. */
function failuresOf({ counted, end_to_end: whole }: Table): Grounds['failures'] {
  const succeeded = whole?.latency?.n ?? null;
  if (counted === undefined || succeeded === null || counted.requests < succeeded) return null;
  const n = counted.requests;
  return n === 0 ? null : { value: 1 - succeeded / n, n };
}

function wayOf(table: Table, component: string, variant: string): Way | undefined {
  const found = table.components[component];
  if (found === undefined) return undefined;
  const ways = waysToRun(found);
  return ways.find(({ name }) => name === variant.split('@', 1)[0]) ?? ways[0];
}
