import type { Block, Problem, SequenceBlock, Shortcut } from './problem.ts';
import { placeOf } from './shortcutPlace.ts';
import { stepsIn } from './stepsIn.ts';

/**
 * Shortcuts whose skipped steps lie in the same items of a sequence, so that their lookups and hits
 * have to be considered together: items `from` up to, not including, `to`.
 */
export interface ShortcutGroup {
  readonly from: number;
  readonly to: number;
  /** In the order they are consulted: by their first skipped step, then as listed. */
  readonly shortcuts: readonly Shortcut[];
}

/**
 * The shortcut groups of every sequence of a workflow. A shortcut belongs to the innermost sequence
 * that holds all the steps it skips.
 */
export function shortcutGroups(
  problem: Problem,
): ReadonlyMap<SequenceBlock, readonly ShortcutGroup[]> {
  const known = found.get(problem);
  if (known) return known;
  const groups = findGroups(problem);
  found.set(problem, groups);
  return groups;
}

/** Groups depend on the problem alone and are asked for with every architecture. */
const found = new WeakMap<Problem, ReadonlyMap<SequenceBlock, readonly ShortcutGroup[]>>();

function findGroups(problem: Problem): ReadonlyMap<SequenceBlock, readonly ShortcutGroup[]> {
  const spans = new Map<SequenceBlock, ShortcutGroup[]>();
  for (const cluster of clusters(problem.shortcuts)) {
    const home = innermost(
      problem.workflow,
      cluster.flatMap(({ skips }) => skips),
    );
    const own = cluster.map((shortcut) => groupOf(home, shortcut));
    const groups = spans.get(home) ?? [];
    const span = spanOf(own, []);
    const touching = groups.filter((group) => group.from < span.to && span.from < group.to);
    const shortcuts = [...touching, ...own].flatMap((group) => group.shortcuts);
    const merged = spanOf([...touching, ...own], inConsultingOrder(shortcuts, problem));
    spans.set(home, [...groups.filter((group) => !touching.includes(group)), merged]);
  }
  return spans;
}

function spanOf(groups: readonly ShortcutGroup[], shortcuts: readonly Shortcut[]): ShortcutGroup {
  return {
    from: Math.min(...groups.map((group) => group.from)),
    to: Math.max(...groups.map((group) => group.to)),
    shortcuts,
  };
}

/** Shortcuts that skip one of the same steps, directly or through others: one's hit keeps the other from being consulted. */
function clusters(shortcuts: readonly Shortcut[]): Shortcut[][] {
  const found: Shortcut[][] = [];
  for (const shortcut of shortcuts) {
    const related = found.filter((cluster) =>
      cluster.some(({ skips }) => skips.some((step) => shortcut.skips.includes(step))),
    );
    for (const cluster of related) found.splice(found.indexOf(cluster), 1);
    found.push([...related.flat(), shortcut]);
  }
  return found;
}

function groupOf(sequence: SequenceBlock, shortcut: Shortcut): ShortcutGroup {
  const touched = sequence.items.flatMap((item, index) =>
    stepsIn(item).some((step) => shortcut.skips.includes(step)) ? [index] : [],
  );
  return { from: Math.min(...touched), to: Math.max(...touched) + 1, shortcuts: [shortcut] };
}

function innermost(sequence: SequenceBlock, steps: readonly string[]): SequenceBlock {
  for (const child of sequence.items.flatMap(childSequences)) {
    const inside = stepsIn(child);
    if (steps.every((step) => inside.includes(step))) return innermost(child, steps);
  }
  return sequence;
}

function childSequences(block: Block): readonly SequenceBlock[] {
  if (block.kind === 'sequence') return [block];
  return block.kind === 'parallel' ? block.branches : [];
}

function inConsultingOrder(shortcuts: readonly Shortcut[], problem: Problem): Shortcut[] {
  const order = stepsIn(problem.workflow);
  const listed = (shortcut: Shortcut) => problem.shortcuts.indexOf(shortcut);
  const when = ({ skips }: Shortcut): number => {
    const place = placeOf(skips, problem.workflow.items);
    if (typeof place === 'string') return order.indexOf(place);
    // Before the whole block, so before the first of its steps.
    return order.indexOf(stepsIn(place)[0] ?? '') - 0.5;
  };
  return [...shortcuts].sort((a, b) => when(a) - when(b) || listed(a) - listed(b));
}
