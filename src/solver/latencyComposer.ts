import { zeroLaw } from '../latency/certain.ts';
import { withChance } from '../latency/chance.ts';
import type { LatencyInput } from '../latency/latencyInput.ts';
import type { Lattice, Law } from '../latency/law.ts';
import { type Leaf } from '../latency/leaf.ts';
import { leafOf } from '../latency/leafOf.ts';
import { mixture } from '../latency/mixture.ts';
import { onLattice } from '../latency/onLattice.ts';
import { parallelAll } from '../latency/parallel.ts';
import { repeat } from '../latency/repeat.ts';
import { series, seriesAll } from '../latency/series.ts';
import type { Choices } from './choices.ts';
import type { Block, Problem, SequenceBlock, Step, Tool } from './problem.ts';
import { type ShortcutGroup, shortcutGroups } from './shortcutGroups.ts';
import { stepsIn } from './stepsIn.ts';
import { lookupsBefore, NO_LOOKUPS, type Outcome, shortcutOutcomes } from './shortcutOutcomes.ts';

/** Turns a leaf's statement into its continuous law once, however many lattices use it. */
export class Leaves {
  readonly #leaves = new Map<LatencyInput, Leaf>();

  of(input: LatencyInput): Leaf {
    const known = this.#leaves.get(input);
    if (known) return known;
    const leaf = leafOf(input);
    this.#leaves.set(input, leaf);
    return leaf;
  }
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
 * Composes the latency of architectures of one problem on one lattice. Every law of a stretch of
 * the workflow is kept by the choices that matter to it, so that architectures share their parts.
 */
export class LatencyComposer {
  readonly #problem: Problem;
  readonly #lattice: Lattice;
  readonly #leaves: Leaves;
  readonly #laws = new Map<string, Law>();
  readonly #inputs = new Map<LatencyInput, Law>();
  readonly #steps: ReadonlyMap<string, Step>;
  readonly #groups: ReadonlyMap<SequenceBlock, readonly ShortcutGroup[]>;
  readonly #names = new Map<Block, string>();
  readonly #cut: number;

  constructor(problem: Problem, lattice: Lattice, leaves: Leaves) {
    this.#problem = problem;
    this.#lattice = lattice;
    this.#leaves = leaves;
    this.#steps = new Map(problem.steps.map((step) => [step.name, step]));
    this.#groups = shortcutGroups(problem);
    this.#cut = bestCut(problem, this.#groups.get(problem.workflow) ?? []);
    this.#nameBlocks(problem.workflow, 'w');
  }

  get lattice(): Lattice {
    return this.#lattice;
  }

  /** End to end. */
  endToEnd(choices: Choices): Law {
    const [before, after] = this.halves(choices);
    return this.#kept(`e:${this.#chosenIn(this.#problem.workflow, choices)}`, () =>
      series(before, after),
    );
  }

  /** Two laws whose series is the end to end law, cut where architectures share the most. */
  halves(choices: Choices): readonly [Law, Law] {
    const { workflow } = this.#problem;
    const cut = this.#cut;
    return [this.#half(0, cut, choices), this.#half(cut, workflow.items.length, choices)];
  }

  #half(from: number, to: number, choices: Choices): Law {
    const { workflow } = this.#problem;
    return this.#kept(`h:${from}-${to}:${this.choicesIn(from, to, choices)}`, () =>
      seriesAll(this.partsOf(workflow, from, to, freshRun(choices, true))),
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
  parts(choices: Choices): Law[] {
    const { workflow } = this.#problem;
    return this.partsOf(workflow, 0, workflow.items.length, freshRun(choices, true));
  }

  /** Laws of items `from` up to `to` of a sequence, in series. */
  partsOf(sequence: SequenceBlock, from: number, to: number, run: Run): Law[] {
    const laws: Law[] = [];
    let index = from;
    while (index < to) {
      const group = this.groupAt(sequence, index, run);
      laws.push(group ? this.groupLaw(sequence, group, run) : this.itemLaw(sequence, index, run));
      index = group ? group.to : index + 1;
    }
    return laws.length > 0 ? laws : [zeroLaw(this.#lattice)];
  }

  /** The shortcut group that is to be consulted at an item, if one is. */
  groupAt(sequence: SequenceBlock, index: number, run: Run): ShortcutGroup | null {
    if (!run.shortcuts) return null;
    return (
      this.#groups.get(sequence)?.find((group) => group.from === index && group !== run.group) ??
      null
    );
  }

  groupLaw(sequence: SequenceBlock, group: ShortcutGroup, run: Run): Law {
    const key = `g:${this.#name(sequence)}:${group.from}:${this.#mattering(sequence, group.from, group.to, run.choices)}:${this.#switches(group, run.choices)}:${run.outcome.tag}`;
    return this.#kept(key, () =>
      mixture(
        shortcutOutcomes(group, sequence, run).map((outcome) => ({
          weight: outcome.probability,
          law: this.#span(sequence, group.from, group.to, { ...run, group, outcome }),
        })),
      ),
    );
  }

  /** Law of one item of a sequence, its redo loop included. */
  itemLaw(sequence: SequenceBlock, index: number, run: Run): Law {
    const item = sequence.items[index];
    if (item === undefined) return zeroLaw(this.#lattice);
    const key = `i:${this.#name(item)}:${this.#mattering(sequence, index, index + 1, run.choices)}:${run.shortcuts}:${run.outcome.tag}`;
    return this.#kept(key, () =>
      this.#withLookups(item, run, this.#blockLaw(sequence, index, item, run)),
    );
  }

  /** Law of one call of something, by its statement. */
  law(input: LatencyInput): Law {
    const known = this.#inputs.get(input);
    if (known) return known;
    const law = onLattice(this.#leaves.of(input), this.#lattice);
    this.#inputs.set(input, law);
    return law;
  }

  step(name: string): Step | null {
    return this.#steps.get(name) ?? null;
  }

  #blockLaw(sequence: SequenceBlock, index: number, item: Block, run: Run): Law {
    if (item.kind === 'step') return this.#stepWithLoop(sequence, index, item.step, run);
    if (item.kind === 'tools')
      return run.outcome.skipped.has('tools')
        ? zeroLaw(this.#lattice)
        : this.#toolsLaw(run.choices);
    if (item.kind === 'sequence') return this.#span(item, 0, item.items.length, run);
    return parallelAll(
      item.branches.map((branch) => this.#span(branch, 0, branch.items.length, run)),
    );
  }

  #withLookups(item: Block, run: Run, law: Law): Law {
    const lookups = lookupsBefore(run.outcome, item);
    if (lookups.length === 0) return law;
    return series(seriesAll(lookups.map((shortcut) => this.law(shortcut.lookup))), law);
  }

  #span(sequence: SequenceBlock, from: number, to: number, run: Run): Law {
    const laws = this.partsOf(sequence, from, to, run);
    const only = laws.length === 1 ? laws[0] : undefined;
    if (only) return only;
    const key = `r:${this.#name(sequence)}:${from}-${to}:${this.#mattering(sequence, from, to, run.choices)}:${run.shortcuts ? this.#allSwitches(run.choices) : ''}:${run.outcome.tag}`;
    return this.#kept(key, () => seriesAll(laws));
  }

  #stepWithLoop(sequence: SequenceBlock, index: number, name: string, run: Run): Law {
    const step = this.#steps.get(name);
    if (step === undefined || run.outcome.skipped.has(name)) return zeroLaw(this.#lattice);
    const once = this.#callsOf(step, run.choices);
    if (once === null) return zeroLaw(this.#lattice);
    if (step.onReject === null) return withChance(once, step.chance);
    const from = this.#firstRedone(sequence, index);
    const redone = this.#span(sequence, from, index, freshRun(run.choices, false));
    return this.#verdicts(step, once, redone, step.onReject.times);
  }

  /** The verifier, and with its chance of rejecting everything again with fresh draws (docs/rules.md). */
  #verdicts(step: Step, once: Law, redone: Law, times: number): Law {
    const again =
      times === 0 ? null : series(redone, this.#verdicts(step, once, redone, times - 1));
    const verdict =
      again === null ? once : series(once, withChance(again, step.onReject?.chance ?? 0));
    return withChance(verdict, step.chance);
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
  #callsOf(step: Step, choices: Choices): Law | null {
    const value = choices.values.get(step.name);
    const option = step.options.find((candidate) => candidate.value === value);
    return option ? repeat(this.law(option.latency), step.calls) : null;
  }

  #toolsLaw(choices: Choices): Law {
    const group = this.#problem.tools;
    if (group === null || choices.tools.length === 0) return zeroLaw(this.#lattice);
    const key = `t:${choices.order}:${toolsKey(choices, group.tools)}`;
    return this.#kept(key, () => {
      const laws = group.tools
        .filter((tool) => choices.tools.includes(tool.name))
        .map((tool) => this.#toolLaw(tool, choices));
      return choices.order === 'parallel' ? parallelAll(laws) : seriesAll(laws);
    });
  }

  #toolLaw(tool: Tool, choices: Choices): Law {
    const option = optionOf(tool, choices);
    return this.#kept(`o:${tool.name}:${option.value}`, () =>
      withChance(repeat(this.law(option.latency), tool.calls), tool.chance),
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

  #kept(key: string, compute: () => Law): Law {
    const known = this.#laws.get(key);
    if (known) return known;
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
