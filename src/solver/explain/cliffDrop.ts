import type { Accuracy } from '../accuracy.ts';
import type { Candidate } from '../candidate.ts';
import type { Choices } from '../choices.ts';
import { accuracyOf } from '../accuracy.ts';
import type { Problem } from '../problem.ts';
import type { CliffCause, CliffDrop } from '../result.ts';

/** Times closer than this are one step of the cliff: what is gained between them is no price of speed. */
const SAME_TIME = 1.01;

/** A drop smaller than this share of accuracy is no cliff. */
const WORTH_SAYING = 0.005;

/** The steps of a cliff that people tell apart: of times within 1%, the most accurate. */
export function distinctSteps<T>(steps: readonly T[], timeOf: (step: T) => number): T[] {
  const kept: T[] = [];
  let first = 0;
  for (const step of steps) {
    const ms = timeOf(step);
    if (kept.length > 0 && ms <= first * SAME_TIME) kept[kept.length - 1] = step;
    else {
      kept.push(step);
      first = ms;
    }
  }
  return kept;
}

/**
 * The steepest drop of a cliff, most accuracy lost per time saved, and which changed choice causes it:
 * the one that loses most when it alone is made to the slower architecture.
 *
 * @param steps the cliff, fastest first
 * @returns null when the cliff is flat
 */
export function cliffDrop(problem: Problem, steps: readonly Candidate[]): CliffDrop | null {
  const distinct = distinctSteps(steps, ({ primaryTime }) => primaryTime);
  let steepest: {
    readonly from: Candidate;
    readonly to: Candidate;
    readonly slope: number;
  } | null = null;
  for (const [index, from] of distinct.entries()) {
    const to = distinct[index - 1];
    if (to === undefined) continue;
    const lost = from.value - to.value;
    const slope = lost / (from.primaryTime - to.primaryTime);
    if (lost >= WORTH_SAYING && (steepest === null || slope > steepest.slope))
      steepest = { from, to, slope };
  }
  return steepest && dropBetween(problem, steepest.from, steepest.to);
}

function dropBetween(problem: Problem, from: Candidate, to: Candidate): CliffDrop {
  const changes = causes(problem, from, to.choices);
  const lossOf = ({ lost }: CliffCause) => lost ?? Number.NEGATIVE_INFINITY;
  const most = changes.reduce<CliffCause | null>(
    (worst, each) => (worst === null || lossOf(each) > lossOf(worst) ? each : worst),
    null,
  );
  return {
    from: from.id,
    to: to.id,
    fromMs: from.primaryTime,
    toMs: to.primaryTime,
    lost: from.value - to.value,
    task: worstTask(from.accuracy, to.accuracy),
    cause: most !== null && lossOf(most) >= WORTH_SAYING ? most : null,
    changes,
  };
}

/** Everything that two architectures choose differently, with what each alone would lose. */
function causes(problem: Problem, from: Candidate, to: Choices): CliffCause[] {
  const before = from.choices;
  const alone = (of: string, was: string, is: string, choices: Choices): CliffCause => {
    const { value } = accuracyOf(problem, choices);
    return { of, from: was, to: is, lost: value === null ? null : from.value - value };
  };
  const values = [...to.values].flatMap(([name, value]) => {
    const was = before.values.get(name);
    return was === undefined || was === value
      ? []
      : [alone(name, was, value, { ...before, values: new Map(before.values).set(name, value) })];
  });
  const tools = { ...before, tools: to.tools, order: to.order, values: to.values };
  const toolNames = (names: readonly string[]) => names.join(', ') || 'none';
  return [
    ...values,
    ...(before.tools.join() === to.tools.join()
      ? []
      : [alone('tools', toolNames(before.tools), toolNames(to.tools), tools)]),
    ...(before.order === to.order
      ? []
      : [alone('order', before.order, to.order, { ...before, order: to.order })]),
  ];
}

/** The task that loses most; of equal ones, the first by name. */
function worstTask(from: Accuracy, to: Accuracy): CliffDrop['task'] {
  const tasks = Object.entries(from.tasks).flatMap(([name, before]) => {
    const after = to.tasks[name];
    return after === undefined ? [] : [{ name, from: before.value, to: after.value }];
  });
  tasks.sort((a, b) => b.from - b.to - (a.from - a.to) || (a.name < b.name ? -1 : 1));
  return tasks[0] ?? null;
}
