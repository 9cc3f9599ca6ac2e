import { BATCH_GUARANTEE_HOURS, BATCH_TYPICAL_HOURS } from '../cost/batch.ts';
import { longestBatchPromise } from '../solver/batchPromise.ts';
import type { Problem } from '../solver/problem.ts';

const HOUR = 3_600_000;

/**
 * What is to be said of a deadline by which batches are no provider's promise: each has 24 hours, and
 * one waits for the other. Null where there are none, or time enough.
 *
 * @param deadline in ms
 */
export function unpromisedBatches(problem: Problem, deadline: number | undefined): string | null {
  if (deadline === undefined) return null;
  const promise = longestBatchPromise(problem);
  if (promise <= deadline) return null;
  const inARow = Math.round(promise / HOUR / BATCH_GUARANTEE_HOURS);
  const promised =
    inARow === 1
      ? `batches are promised within ${BATCH_GUARANTEE_HOURS} h, typically done within ${BATCH_TYPICAL_HOURS} h`
      : `up to ${inARow} batches in a row are promised within ${inARow * BATCH_GUARANTEE_HOURS} h, typically done within ${inARow * BATCH_TYPICAL_HOURS} h`;
  return `${promised}: by this deadline they are unclear`;
}
