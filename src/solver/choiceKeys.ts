import type { Choices } from './choices.ts';
import type { Block, Problem, SequenceBlock, Tool } from './problem.ts';
import type { ShortcutGroup } from './shortcutGroups.ts';
import { stepsIn } from './stepsIn.ts';
import { WorkflowPlan } from './workflowPlan.ts';

/**
 * Spells out the choices that matter to a stretch of the workflow: what is known of one architecture
 * holds for all that are spelled the same there.
 */
export class ChoiceKeys {
  readonly #plan: WorkflowPlan;
  readonly #names = new Map<Block, string>();
  /** Asked on every lattice for every percentile of an architecture. */
  readonly #stretches = new WeakMap<Choices, Map<string, string>>();

  private constructor(problem: Problem) {
    this.#plan = WorkflowPlan.of(problem);
    this.#nameBlocks(problem.workflow, 'w');
  }

  static of(problem: Problem): ChoiceKeys {
    const keys = known.get(problem) ?? new ChoiceKeys(problem);
    known.set(problem, keys);
    return keys;
  }

  /** All choices that matter to items `from` up to `to` of the whole workflow. */
  stretch(from: number, to: number, choices: Choices): string {
    const stretches = this.#stretches.get(choices) ?? new Map<string, string>();
    this.#stretches.set(choices, stretches);
    const place = `${from}-${to}`;
    const before = stretches.get(place);
    if (before !== undefined) return before;
    const { workflow } = this.#plan.problem;
    const key = `${this.mattering(workflow, from, to, choices)}:${this.#switchesIn(from, to, choices)}`;
    stretches.set(place, key);
    return key;
  }

  #switchesIn(from: number, to: number, choices: Choices): string {
    return this.#plan
      .groupsOf(this.#plan.problem.workflow)
      .flatMap((group) =>
        group.from >= from && group.to <= to ? [this.switches(group, choices)] : [],
      )
      .join('|');
  }

  /** Values of all choices that matter to items of a sequence. */
  mattering(sequence: SequenceBlock, from: number, to: number, choices: Choices): string {
    return this.#chosen(sequence, this.#firstNeeded(sequence, from, to, choices), to, choices);
  }

  /** Values of all choices inside items of a sequence. */
  #chosen(sequence: SequenceBlock, from: number, to: number, choices: Choices): string {
    let key = '';
    for (let index = from; index < to; index++) {
      const item = sequence.items[index];
      if (item) key += this.chosenIn(item, choices);
    }
    return key;
  }

  /** Values of all choices inside a block. */
  chosenIn(block: Block, choices: Choices): string {
    let key = '';
    for (const step of stepsIn(block)) {
      key +=
        step === 'tools'
          ? `${choices.order}(${toolsKey(choices, this.#plan.problem.tools?.tools ?? [])})`
          : `${choices.values.get(step)};`;
    }
    return block === this.#plan.problem.workflow
      ? key + this.allSwitches(choices)
      : key + this.#nestedSwitches(block, choices);
  }

  /** How the shortcuts of a group are set. */
  switches(group: ShortcutGroup, choices: Choices): string {
    return group.shortcuts.map((shortcut) => choices.values.get(shortcut.name)).join(';');
  }

  /** How all shortcuts are set. */
  allSwitches(choices: Choices): string {
    return this.#plan.problem.shortcuts
      .map((shortcut) => choices.values.get(shortcut.name))
      .join(';');
  }

  /** Nested sequences may hold shortcuts of their own. */
  #nestedSwitches(block: Block, choices: Choices): string {
    return block.kind === 'step' || block.kind === 'tools' || !this.#plan.hasShortcuts
      ? ''
      : this.allSwitches(choices);
  }

  /** The first item whose choices matter to items `from` up to `to`: loops reach back, and what they redo may reach further. */
  #firstNeeded(sequence: SequenceBlock, from: number, to: number, choices: Choices): number {
    let first = from;
    for (let index = to - 1; index >= first; index--) {
      const item = sequence.items[index];
      const off = item?.kind === 'step' && choices.values.get(item.step) === 'off';
      if (!off) first = Math.min(first, this.#plan.firstRedone(sequence, index));
    }
    return first;
  }

  /** Tells blocks of the workflow apart. */
  name(block: Block): string {
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
}

const known = new WeakMap<Problem, ChoiceKeys>();

/** The kept tools, and the variants of all that come in several. */
export function toolsKey(choices: Choices, tools: readonly Tool[]): string {
  const variants = tools.flatMap((tool) =>
    tool.options.length > 1 ? [choices.values.get(tool.name) ?? ''] : [],
  );
  return [...choices.tools, '|', ...variants].join(',');
}
