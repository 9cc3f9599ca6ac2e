import type { Table } from '../../table/schema.ts';
import type { InferredStep } from './inferAgent.ts';

/** In this share of the requests that use the rarer of two steps, they ran at once. */
const MOSTLY = 0.5;

/** Steps next to one another that mostly ran at once are one group. */
export function inGroups(table: Table, steps: readonly InferredStep[]): InferredStep[][] {
  const groups: InferredStep[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last?.some((other) => ranAtOnce(table, step, other))) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

function ranAtOnce(table: Table, a: InferredStep, b: InferredStep): boolean {
  const [one, other] = [table.components[a.component], table.components[b.component]];
  if (one?.counted === undefined || other?.counted === undefined) return false;
  const together =
    (one.counted.beside?.[b.component] ?? 0) + (other.counted.beside?.[a.component] ?? 0);
  const rarer = Math.min(one.counted.requests, other.counted.requests);
  return rarer > 0 && together / rarer > MOSTLY;
}
