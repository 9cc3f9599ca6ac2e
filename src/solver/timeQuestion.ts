import type { TimeCorner } from './latency.ts';
import type { Problem } from './problem.ts';

/** A percentile of a time that somebody asks about. */
export interface TimeQuestion {
  readonly corner: TimeCorner;
  readonly p: number;
}

const CORNERS: readonly TimeCorner[] = ['latency', 'ttft', 'progress'];

/** Every percentile that is limited; without any, p95 end to end, by which architectures are compared. */
export function timeQuestions({ limits }: Problem): TimeQuestion[] {
  const stated = CORNERS.flatMap((corner) =>
    (limits[corner] ?? []).map(({ p }) => ({ corner, p })),
  );
  return stated.length > 0 ? stated : [{ corner: 'latency', p: 0.95 }];
}
