import type { Candidate } from './candidate.ts';
import { ascending, asPrinted } from './candidate.ts';

/** The best accuracy on one task within each latency, fastest first, and its steepest drop. */
export interface TaskCliff {
  readonly task: string;
  readonly points: readonly TaskPoint[];
  /** Most accuracy lost per second saved; null where it is flat. */
  readonly drop: {
    readonly fromMs: number;
    readonly toMs: number;
    readonly from: number;
    readonly to: number;
    /** The intervals of both ends do not meet. */
    readonly certain: boolean;
  } | null;
}

export interface TaskPoint {
  readonly latencyMs: number;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly id: string;
}

/** A drop smaller than this share of accuracy is no cliff. */
const WORTH_SAYING = 0.005;

/**
 * Where each task falls off: the cliff differs by what is asked.
 *
 * @param candidates those that keep all limits but accuracy and the time that is shown
 */
export function taskCliffs(
  candidates: readonly Candidate[],
  tasks: readonly string[],
): TaskCliff[] {
  const sorted = candidates.toSorted(
    (a, b) =>
      ascending(asPrinted(a.primaryTime), asPrinted(b.primaryTime)) || (a.id < b.id ? -1 : 1),
  );
  return tasks.map((task) => {
    const points = climb(sorted, task);
    return { task, points, drop: steepest(points) };
  });
}

function climb(sorted: readonly Candidate[], task: string): TaskPoint[] {
  const points: TaskPoint[] = [];
  for (const candidate of sorted) {
    const figure = candidate.accuracy.tasks[task];
    if (figure === undefined || !Number.isFinite(candidate.primaryTime)) continue;
    const last = points.at(-1);
    if (last !== undefined && ascending(last.value, figure.value) >= 0) continue;
    const point = { latencyMs: candidate.primaryTime, ...figure, id: candidate.id };
    if (last !== undefined && asPrinted(last.latencyMs) === asPrinted(point.latencyMs))
      points.pop();
    points.push(point);
  }
  return points;
}

function steepest(points: readonly TaskPoint[]): TaskCliff['drop'] {
  let best: { slope: number; drop: NonNullable<TaskCliff['drop']> } | null = null;
  for (const [index, from] of points.entries()) {
    const to = points[index - 1];
    if (to === undefined) continue;
    const lost = from.value - to.value;
    const slope = lost / (from.latencyMs - to.latencyMs);
    if (lost < WORTH_SAYING || (best !== null && slope <= best.slope)) continue;
    const certain = from.low !== null && to.high !== null && from.low > to.high;
    best = {
      slope,
      drop: {
        fromMs: from.latencyMs,
        toMs: to.latencyMs,
        from: from.value,
        to: to.value,
        certain,
      },
    };
  }
  return best?.drop ?? null;
}
