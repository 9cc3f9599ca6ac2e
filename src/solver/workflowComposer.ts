import { ChoiceKeys, toolsKey } from './choiceKeys.ts';
import type { Choices } from './choices.ts';
import { optionOf } from './optionOf.ts';
import type { Block, Problem, SequenceBlock, Step, Tool } from './problem.ts';
import type { ShortcutGroup } from './shortcutGroups.ts';
import { lookupsBefore, shortcutOutcomes } from './shortcutOutcomes.ts';
import type { TimeAlgebra } from './timeAlgebra.ts';
import { WorkflowPlan } from './workflowPlan.ts';
import { freshRun, type Run } from './workflowRun.ts';

/**
 * Composes the times of architectures of one problem in one algebra. Every law of a stretch of
 * the workflow is kept by the choices that matter to it, so that architectures share their parts.
 */
export class WorkflowComposer<T> {
  readonly #problem: Problem;
  readonly #algebra: TimeAlgebra<T>;
  readonly #laws = new Map<string, T>();
  readonly #plan: WorkflowPlan;
  readonly #keys: ChoiceKeys;

  constructor(problem: Problem, algebra: TimeAlgebra<T>) {
    this.#problem = problem;
    this.#algebra = algebra;
    this.#plan = WorkflowPlan.of(problem);
    this.#keys = ChoiceKeys.of(problem);
  }

  /** End to end. */
  endToEnd(choices: Choices): T {
    const halves = this.halves(choices);
    return this.#kept(`e:${this.#keys.chosenIn(this.#problem.workflow, choices)}`, () =>
      this.#algebra.series(halves),
    );
  }

  /** Two laws whose series is the end to end law, cut where architectures share the most. */
  halves(choices: Choices): readonly [T, T] {
    const { workflow } = this.#problem;
    const { cut } = this.#plan;
    return [this.#half(0, cut, choices), this.#half(cut, workflow.items.length, choices)];
  }

  #half(from: number, to: number, choices: Choices): T {
    const { workflow } = this.#problem;
    return this.#kept(`h:${from}-${to}:${this.choicesIn(from, to, choices)}`, () =>
      this.#algebra.series(this.partsOf(workflow, from, to, freshRun(choices, true))),
    );
  }

  /** The item at which the workflow is cut in two, so that architectures share the most. */
  get cut(): number {
    return this.#plan.cut;
  }

  /** All choices that matter to items `from` up to `to` of the workflow, spelled out. */
  choicesIn(from: number, to: number, choices: Choices): string {
    return this.#keys.stretch(from, to, choices);
  }

  /** Laws whose series is the end to end law. */
  parts(choices: Choices): T[] {
    const { workflow } = this.#problem;
    return this.partsOf(workflow, 0, workflow.items.length, freshRun(choices, true));
  }

  /** Laws of items `from` up to `to` of a sequence, in series. */
  partsOf(sequence: SequenceBlock, from: number, to: number, run: Run): T[] {
    const laws: T[] = [];
    let index = from;
    while (index < to) {
      const group = this.groupAt(sequence, index, run);
      laws.push(group ? this.groupLaw(sequence, group, run) : this.itemLaw(sequence, index, run));
      index = group ? group.to : index + 1;
    }
    return laws.length > 0 ? laws : [this.#algebra.zero];
  }

  /** The shortcut group that is to be consulted at an item, if one is. */
  groupAt(sequence: SequenceBlock, index: number, run: Run): ShortcutGroup | null {
    if (!run.shortcuts) return null;
    const groups = this.#plan.groupsOf(sequence);
    return groups.find((group) => group.from === index && group !== run.group) ?? null;
  }

  groupLaw(sequence: SequenceBlock, group: ShortcutGroup, run: Run): T {
    const key = `g:${this.#keys.name(sequence)}:${group.from}:${this.#keys.mattering(sequence, group.from, group.to, run.choices)}:${this.#keys.switches(group, run.choices)}:${run.outcome.tag}`;
    return this.#kept(key, () =>
      this.#algebra.mixture(
        shortcutOutcomes(group, sequence, run).map((outcome) => ({
          weight: outcome.probability,
          law: this.#span(sequence, group.from, group.to, { ...run, group, outcome }),
        })),
      ),
    );
  }

  /** T of one item of a sequence, its redo loop included. */
  itemLaw(sequence: SequenceBlock, index: number, run: Run): T {
    const item = sequence.items[index];
    if (item === undefined) return this.#algebra.zero;
    const key = `i:${this.#keys.name(item)}:${this.#keys.mattering(sequence, index, index + 1, run.choices)}:${run.shortcuts}:${run.outcome.tag}`;
    return this.#kept(key, () =>
      this.#withLookups(item, run, this.#blockLaw(sequence, index, item, run)),
    );
  }

  step(name: string): Step | null {
    return this.#plan.step(name);
  }

  #blockLaw(sequence: SequenceBlock, index: number, item: Block, run: Run): T {
    if (item.kind === 'step') return this.#stepWithLoop(sequence, index, item.step, run);
    if (item.kind === 'tools')
      return run.outcome.skipped.has('tools') ? this.#algebra.zero : this.#toolsLaw(run.choices);
    if (item.kind === 'sequence') return this.#span(item, 0, item.items.length, run);
    return this.#algebra.parallel(
      item.branches.map((branch) => this.#span(branch, 0, branch.items.length, run)),
    );
  }

  #withLookups(item: Block, run: Run, law: T): T {
    const lookups = lookupsBefore(run.outcome, item);
    if (lookups.length === 0) return law;
    const times = lookups.map(({ name, lookup }) => this.#algebra.leaf(lookup, name));
    return this.#algebra.series([this.#algebra.series(times), law]);
  }

  #span(sequence: SequenceBlock, from: number, to: number, run: Run): T {
    const laws = this.partsOf(sequence, from, to, run);
    const only = laws.length === 1 ? laws[0] : undefined;
    if (only) return only;
    const key = `r:${this.#keys.name(sequence)}:${from}-${to}:${this.#keys.mattering(sequence, from, to, run.choices)}:${run.shortcuts ? this.#keys.allSwitches(run.choices) : ''}:${run.outcome.tag}`;
    return this.#kept(key, () => this.#algebra.series(laws));
  }

  #stepWithLoop(sequence: SequenceBlock, index: number, name: string, run: Run): T {
    const step = this.#plan.step(name);
    if (step === null || run.outcome.skipped.has(name)) return this.#algebra.zero;
    const once = this.#callsOf(step, run.choices);
    if (once === null) return this.#algebra.zero;
    if (step.onReject === null) return this.#algebra.withChance(once, step.chance);
    const from = this.#plan.firstRedone(sequence, index);
    const redone = this.#span(sequence, from, index, freshRun(run.choices, false));
    return this.#verdicts(step, once, redone, step.onReject.times);
  }

  /** The verifier, and with its chance of rejecting everything again with fresh draws (docs/rules.md). */
  #verdicts(step: Step, once: T, redone: T, times: number): T {
    const again =
      times === 0
        ? null
        : this.#algebra.series([redone, this.#verdicts(step, once, redone, times - 1)]);
    const verdict =
      again === null
        ? once
        : this.#algebra.series([once, this.#algebra.withChance(again, step.onReject?.chance ?? 0)]);
    return this.#algebra.withChance(verdict, step.chance);
  }

  /** All calls of a step in one run of it; null when it is off. */
  #callsOf(step: Step, choices: Choices): T | null {
    const value = choices.values.get(step.name);
    const option = step.options.find((candidate) => candidate.value === value);
    return option
      ? this.#algebra.repeat(this.#algebra.leaf(option.latency, step.name), step.calls)
      : null;
  }

  #toolsLaw(choices: Choices): T {
    const group = this.#problem.tools;
    if (group === null || choices.tools.length === 0) return this.#algebra.zero;
    const key = `t:${choices.order}:${toolsKey(choices, group.tools)}`;
    return this.#kept(key, () => {
      const laws = group.tools
        .filter((tool) => choices.tools.includes(tool.name))
        .map((tool) => this.#toolLaw(tool, choices));
      return choices.order === 'parallel'
        ? this.#algebra.parallel(laws)
        : this.#algebra.series(laws);
    });
  }

  #toolLaw(tool: Tool, choices: Choices): T {
    const option = optionOf(tool, choices);
    return this.#kept(`o:${tool.name}:${option.value}`, () =>
      this.#algebra.withChance(
        this.#algebra.repeat(this.#algebra.leaf(option.latency, tool.name), tool.calls),
        tool.chance,
      ),
    );
  }

  #kept(key: string, compute: () => T): T {
    const known = this.#laws.get(key);
    if (known !== undefined) return known;
    const law = compute();
    this.#laws.set(key, law);
    return law;
  }
}
