import type { Factor, Observation } from '../accuracy/model/design.ts';
import { type Learned, learn } from '../accuracy/model/learn.ts';
import type { Table } from '../table/schema.ts';

const known = new WeakMap<Table, Map<string, Learned | null>>();

/**
 * The accuracy model of some rows of a table, fitted once however many agents and specs it serves:
 * fitting takes longer than reading a spec.
 */
export function learnedOnce(
  table: Table,
  factors: readonly Factor[],
  observations: readonly Observation[],
  tasks: number,
): Learned | null {
  const models = known.get(table) ?? new Map<string, Learned | null>();
  known.set(table, models);
  const key = JSON.stringify([factors, observations, tasks]);
  const before = models.get(key);
  if (before !== undefined) return before;
  const model = learn(factors, observations, tasks);
  models.set(key, model);
  return model;
}
