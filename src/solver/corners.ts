import type { TimeCorner } from './latency.ts';
import type { Problem } from './problem.ts';

/** A corner that can be limited. */
export type Corner = TimeCorner | 'accuracy' | 'tools' | 'cost';

/** Corners that are times, in the order they are shown. */
export const TIME_CORNERS = [
  'latency',
  'ttft',
  'progress',
] as const satisfies readonly TimeCorner[];

/** The time that is minimised and shown. */
export function primary(problem: Problem): { readonly corner: TimeCorner; readonly p: number } {
  for (const corner of TIME_CORNERS) {
    const first = problem.limits[corner]?.[0];
    if (first) return { corner, p: first.p };
  }
  return { corner: 'latency', p: 0.95 };
}

/** The limits a spec states, in the order they are shown. */
export function statedCorners(problem: Problem): Corner[] {
  const { limits } = problem;
  return [
    ...TIME_CORNERS.filter((corner) => limits[corner] !== null),
    ...(limits.accuracy ? (['accuracy'] as const) : []),
    ...(limits.toolsStated && problem.tools !== null ? (['tools'] as const) : []),
    ...(limits.cost ? (['cost'] as const) : []),
  ];
}

/** Whether a corner is a time. */
export function isTime(corner: Corner): corner is TimeCorner {
  return corner === 'latency' || corner === 'ttft' || corner === 'progress';
}
