import type { CountDistribution, LatencyInput } from '../latency/latencyInput.ts';
import type { Choices } from './choices.ts';
import type { Block, Problem, SequenceBlock, Step, Tool } from './problem.ts';
import { type ShortcutGroup, shortcutGroups } from './shortcutGroups.ts';
import { stepsIn } from './stepsIn.ts';
import { lookupsBefore, NO_LOOKUPS, type Outcome, shortcutOutcomes } from './shortcutOutcomes.ts';

/**
 * What is known of a time, and how it follows for the whole from what is known of the parts: laws on a
 * lattice, or one figure for each part.
 */
export interface TimeAlgebra<T> {
  /** No time at all. */
  readonly zero: T;
  /** One call; `owner` is the step, tool or shortcut that makes it. */
  leaf(input: LatencyInput, owner: string): T;
  /** One after the other, one part at least. */
  series(parts: readonly T[]): T;
  /** Side by side, until the last is done, one part at least. */
  parallel(parts: readonly T[]): T;
  /** One of several, by chance. */
  mixture(parts: readonly { readonly weight: number; readonly law: T }[]): T;
  /** In a share of requests; no time in the others. */
  withChance(law: T, share: number): T;
  /** As many independent calls in series as the counts say. */
  repeat(law: T, counts: CountDistribution): T;
}

/** How a stretch of the workflow is run: with or without shortcuts, and how their lookups ended. */
export interface Run {
  readonly choices: Choices;
  /** Redone stretches consult no shortcuts. */
  readonly shortcuts: boolean;
  /** The group whose lookups have ended as `outcome` says, so that it is not consulted again. */
  readonly group: ShortcutGroup | null;
  readonly outcome: Outcome;
}

/** A run of the whole workflow, before any lookup. */
export function freshRun(choices: Choices, shortcuts: boolean): Run {
  return { choices, shortcuts, group: null, outcome: NO_LOOKUPS };
}

/**
 * Composes the times of architectures of one problem in one algebra. Every law of a stretch of
 * the workflow is kept by the choices that matter to it, so that architectures share their parts.
 */
export class WorkflowComposer<T> {
  readonly #problem: Problem;
  readonly #algebra: TimeAlgebra<T>;
  readonly #laws = new Map<string, T>();
  readonly #steps: ReadonlyMap<string, Step>;
  readonly #groups: ReadonlyMap<SequenceBlock, readonly ShortcutGroup[]>;
  readonly #names = new Map<Block, string>();
  readonly #cut: number;

  constructor(problem: Problem, algebra: TimeAlgebra<T>) {
    this.#problem = problem;
    this.#algebra = algebra;
    this.#steps = new Map(problem.steps.map((step) => [step.name, step]));
    this.#groups = shortcutGroups(problem);
    this.#cut = bestCut(problem, this.#groups.get(problem.workflow) ?? []);
    this.#nameBlocks(problem.workflow, 'w');
  }

  /** End to end. */
  endToEnd(choices: Choices): T {
    const halves = this.halves(choices);
    return this.#kept(`e:${this.#chosenIn(this.#problem.workflow, choices)}`, () =>
      this.#algebra.series(halves),
    );
  }

  /** Two laws whose series is the end to end law, cut where architectures share the most. */
  halves(choices: Choices): readonly [T, T] {
    const { workflow } = this.#problem;
    const cut = this.#cut;
    return [this.#half(0, cut, choices), this.#half(cut, workflow.items.length, choices)];
  }

  #half(from: number, to: number, choices: Choices): T {
    const { workflow } = this.#problem;
    return this.#kept(`h:${from}-${to}:${this.choicesIn(from, to, choices)}`, () =>
      this.#algebra.series(this.partsOf(workflow, from, to, freshRun(choices, true))),
    );
  }

  #switchesIn(from: number, to: number, choices: Choices): string {
    const groups = this.#groups.get(this.#problem.workflow) ?? [];
    return groups
      .flatMap((group) =>
        group.from >= from && group.to <= to ? [this.#switches(group, choices)] : [],
      )
      .join('|');
  }

  /** The item at which the workflow is cut in two, so that architectures share the most. */
  get cut(): number {
    return this.#cut;
  }

  /** All choices that matter to items `from` up to `to` of the workflow, spelled out. */
  choicesIn(from: number, to: number, choices: Choices): string {
    const { workflow } = this.#problem;
    return `${this.#mattering(workflow, from, to, choices)}:${this.#switchesIn(from, to, choices)}`;
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
    return (
      this.#groups.get(sequence)?.find((group) => group.from === index && group !== run.group) ??
      null
    );
  }

  groupLaw(sequence: SequenceBlock, group: ShortcutGroup, run: Run): T {
    const key = `g:${this.#name(sequence)}:${group.from}:${this.#mattering(sequence, group.from, group.to, run.choices)}:${this.#switches(group, run.choices)}:${run.outcome.tag}`;
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
    const key = `i:${this.#name(item)}:${this.#mattering(sequence, index, index + 1, run.choices)}:${run.shortcuts}:${run.outcome.tag}`;
    return this.#kept(key, () =>
      this.#withLookups(item, run, this.#blockLaw(sequence, index, item, run)),
    );
  }

  step(name: string): Step | null {
    return this.#steps.get(name) ?? null;
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
    const key = `r:${this.#name(sequence)}:${from}-${to}:${this.#mattering(sequence, from, to, run.choices)}:${run.shortcuts ? this.#allSwitches(run.choices) : ''}:${run.outcome.tag}`;
    return this.#kept(key, () => this.#algebra.series(laws));
  }

  #stepWithLoop(sequence: SequenceBlock, index: number, name: string, run: Run): T {
    const step = this.#steps.get(name);
    if (step === undefined || run.outcome.skipped.has(name)) return this.#algebra.zero;
    const once = this.#callsOf(step, run.choices);
    if (once === null) return this.#algebra.zero;
    if (step.onReject === null) return this.#algebra.withChance(once, step.chance);
    const from = this.#firstRedone(sequence, index);
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

  /** The first item whose choices matter to items `from` up to `to`: loops reach back, and what they redo may reach further. */
  #firstNeeded(sequence: SequenceBlock, from: number, to: number, choices: Choices): number {
    let first = from;
    for (let index = to - 1; index >= first; index--) {
      const item = sequence.items[index];
      const off = item?.kind === 'step' && choices.values.get(item.step) === 'off';
      if (!off) first = Math.min(first, this.#firstRedone(sequence, index));
    }
    return first;
  }

  #firstRedone(sequence: SequenceBlock, index: number): number {
    const item = sequence.items[index];
    const redo = item?.kind === 'step' ? this.#steps.get(item.step)?.onReject?.redo : undefined;
    if (redo === undefined) return index;
    return sequence.items.findIndex((other) => other.kind === 'step' && other.step === redo);
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

  /** Values of all choices that matter to items of a sequence. */
  #mattering(sequence: SequenceBlock, from: number, to: number, choices: Choices): string {
    return this.#chosen(sequence, this.#firstNeeded(sequence, from, to, choices), to, choices);
  }

  /** Values of all choices inside items of a sequence. */
  #chosen(sequence: SequenceBlock, from: number, to: number, choices: Choices): string {
    let key = '';
    for (let index = from; index < to; index++) {
      const item = sequence.items[index];
      if (item) key += this.#chosenIn(item, choices);
    }
    return key;
  }

  #chosenIn(block: Block, choices: Choices): string {
    let key = '';
    for (const step of stepsIn(block)) {
      key +=
        step === 'tools'
          ? `${choices.order}(${toolsKey(choices, this.#problem.tools?.tools ?? [])})`
          : `${choices.values.get(step)};`;
    }
    return block === this.#problem.workflow
      ? key + this.#allSwitches(choices)
      : key + this.#nestedSwitches(block, choices);
  }

  #switches(group: ShortcutGroup, choices: Choices): string {
    return group.shortcuts.map((shortcut) => choices.values.get(shortcut.name)).join(';');
  }

  #allSwitches(choices: Choices): string {
    return this.#problem.shortcuts.map((shortcut) => choices.values.get(shortcut.name)).join(';');
  }

  /** Nested sequences may hold shortcuts of their own. */
  #nestedSwitches(block: Block, choices: Choices): string {
    return block.kind === 'step' || block.kind === 'tools' || this.#groups.size === 0
      ? ''
      : this.#allSwitches(choices);
  }

  #name(block: Block): string {
    return this.#names.get(block) ?? '';
  }

  #nameBlocks(block: Block, name: string): void {
    this.#names.set(block, name);
    const children: readonly Block[] =
      block.kind === 'sequence' ? block.items : block.kind === 'parallel' ? block.branches : [];
    children.forEach((child, index) => {
      this.#nameBlocks(child, `${name}.${index}`);
    });
  }

  #kept(key: string, compute: () => T): T {
    const known = this.#laws.get(key);
    if (known !== undefined) return known;
    const law = compute();
    this.#laws.set(key, law);
    return law;
  }
}

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

/** The option of a tool in use: chosen where there are several, else the only one. */
export function optionOf(tool: Tool, choices: Choices): Tool['options'][number] {
  const chosen = choices.values.get(tool.name);
  const option = tool.options.find((candidate) => candidate.value === chosen) ?? tool.options[0];
  if (option === undefined) throw new Error(`tool ${tool.name} has no option`);
  return option;
}

function toolsKey(choices: Choices, tools: readonly Tool[]): string {
  const variants = tools.flatMap((tool) =>
    tool.options.length > 1 ? [choices.values.get(tool.name) ?? ''] : [],
  );
  return [...choices.tools, '|', ...variants].join(',');
}
