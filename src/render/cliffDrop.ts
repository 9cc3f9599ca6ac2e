import type { AgentResult, CliffPoint } from '../solver/result.ts';
import { formatDuration } from '../units/duration.ts';
import { formatShare } from '../units/share.ts';

/** The steepest drop of a cliff: between which two points, and which task loses most. */
export interface Drop {
  readonly from: CliffPoint;
  readonly to: CliffPoint;
  /** Accuracy lost, 0..1. */
  readonly lost: number;
  readonly task: { readonly name: string; readonly from: number; readonly to: number } | null;
}

/** A drop smaller than this share of accuracy is no cliff. */
const WORTH_SAYING = 0.005;

/** Most accuracy lost per second saved; null when the cliff is flat. */
export function steepestDrop({ cliff }: AgentResult): Drop | null {
  let steepest: { readonly drop: Drop; readonly slope: number } | null = null;
  cliff.forEach((from, index) => {
    const to = cliff[index - 1];
    if (to === undefined) return;
    const lost = from.accuracy - to.accuracy;
    const slope = lost / (from.latencyMs - to.latencyMs);
    if (lost >= WORTH_SAYING && (steepest === null || slope > steepest.slope)) {
      steepest = { drop: { from, to, lost, task: worstTask(from, to) }, slope };
    }
  });
  return (steepest as { readonly drop: Drop } | null)?.drop ?? null;
}

function worstTask(from: CliffPoint, to: CliffPoint): Drop['task'] {
  const tasks = Object.entries(from.architecture.accuracy.tasks).flatMap(([name, before]) => {
    const after = to.architecture.accuracy.tasks[name];
    return after === undefined ? [] : [{ name, from: before.value, to: after.value }];
  });
  tasks.sort((a, b) => b.from - b.to - (a.from - a.to) || (a.name < b.name ? -1 : 1));
  return tasks[0] ?? null;
}

/** The drop in a sentence. */
export function dropWords({ from, to, lost, task }: Drop): string {
  const worst =
    task === null
      ? ''
      : `, worst on ${task.name} (${formatShare(task.from, 0)} → ${formatShare(task.to, 0)})`;
  const points = Number((lost * 100).toFixed(1));
  return `from ${formatDuration(from.latencyMs)} to ${formatDuration(to.latencyMs)} you lose ${points} points${worst}`;
}
