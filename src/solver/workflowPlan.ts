import type { Problem, SequenceBlock, Step } from './problem.ts';
import { type ShortcutGroup, shortcutGroups } from './shortcutGroups.ts';
import { stepsIn } from './stepsIn.ts';

/** How the workflow of a problem hangs together, whatever is chosen; worked out once for all lattices. */
export class WorkflowPlan {
  readonly problem: Problem;
  /** The item at which the workflow is cut in two, so that architectures share the most. */
  readonly cut: number;
  readonly #steps: ReadonlyMap<string, Step>;
  readonly #groups: ReadonlyMap<SequenceBlock, readonly ShortcutGroup[]>;

  private constructor(problem: Problem) {
    this.problem = problem;
    this.#steps = new Map(problem.steps.map((step) => [step.name, step]));
    this.#groups = shortcutGroups(problem);
    this.cut = bestCut(problem, this.groupsOf(problem.workflow));
  }

  static of(problem: Problem): WorkflowPlan {
    const plan = plans.get(problem) ?? new WorkflowPlan(problem);
    plans.set(problem, plan);
    return plan;
  }

  step(name: string): Step | null {
    return this.#steps.get(name) ?? null;
  }

  /** The shortcut groups of a sequence. */
  groupsOf(sequence: SequenceBlock): readonly ShortcutGroup[] {
    return this.#groups.get(sequence) ?? [];
  }

  get hasShortcuts(): boolean {
    return this.#groups.size > 0;
  }

  /** The first item of a sequence that the verifier at an item has run again; that item where there is none. */
  firstRedone(sequence: SequenceBlock, index: number): number {
    const item = sequence.items[index];
    const redo = item?.kind === 'step' ? this.#steps.get(item.step)?.onReject?.redo : undefined;
    if (redo === undefined) return index;
    return sequence.items.findIndex((other) => other.kind === 'step' && other.step === redo);
  }
}

const plans = new WeakMap<Problem, WorkflowPlan>();

/** The item before which to cut the workflow in two, so that there are fewest different halves. */
function bestCut(problem: Problem, groups: readonly ShortcutGroup[]): number {
  const { items } = problem.workflow;
  const ways = items.map((item) =>
    stepsIn(item).reduce((product, name) => product * waysToChoose(problem, name), 1),
  );
  const product = (from: number, to: number) =>
    ways.slice(from, to).reduce((all, each) => all * each, 1);
  const cuts = items
    .map((_, index) => index)
    .filter((index) => !groups.some((group) => group.from < index && index < group.to));
  const halves = (cut: number) => product(0, cut) + product(cut, items.length);
  return cuts.reduce((best, cut) => (halves(cut) < halves(best) ? cut : best), 0);
}

function waysToChoose(problem: Problem, name: string): number {
  if (name === 'tools')
    return 2 ** (problem.tools?.tools.length ?? 0) * (problem.tools?.orders.length ?? 1);
  const step = problem.steps.find((candidate) => candidate.name === name);
  return (step?.options.length ?? 1) + Number(step?.optional ?? false);
}
