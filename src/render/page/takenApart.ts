import type { Explanation } from '../../solver/result.ts';

/** An architecture taken apart: what each part that runs adds to its end to end time. */
export interface TakenApart {
  readonly id: string;
  readonly name: string;
  /** The percentile that is told, and the whole time at it in ms. */
  readonly percentile: string;
  readonly ms: number;
  /** In the order of the workflow: ms that it adds, and USD of its calls in a request. */
  readonly parts: readonly (readonly [
    name: string,
    choice: string,
    ms: number,
    perRequest: number | null,
  ])[];
}

/** The parts of an explanation that run, at p95 where it speaks of it. */
export function takenApartFrom({ architecture, percentiles, parts }: Explanation): TakenApart {
  const percentile = Object.hasOwn(percentiles, 'p95')
    ? 'p95'
    : (Object.keys(percentiles)[0] ?? '');
  return {
    id: architecture.id,
    name: architecture.name,
    percentile,
    ms: percentiles[percentile]?.ms ?? 0,
    parts: parts
      .filter(({ choice }) => choice !== 'off')
      .map(({ name, choice, ms, perRequest }) => [name, choice, ms[percentile] ?? 0, perRequest]),
  };
}
