import type { Choices } from './choices.ts';
import type { Block, SequenceBlock, Shortcut } from './problem.ts';
import type { ShortcutGroup } from './shortcutGroups.ts';
import { type Place, placeOf } from './shortcutPlace.ts';

/** One way the lookups of a group can end. */
export interface Outcome {
  readonly probability: number;
  /** Steps (and `tools`) that a hit saves. */
  readonly skipped: ReadonlySet<string>;
  /** Lookups by what they come just before, in order. */
  readonly lookups: ReadonlyMap<Place, readonly Shortcut[]>;
  /** Tells outcomes of the same group apart; outcomes with equal tags are equal. */
  readonly tag: string;
}

/** Nothing is looked up and nothing skipped. */
export const NO_LOOKUPS: Outcome = {
  probability: 1,
  skipped: new Set(),
  lookups: new Map(),
  tag: '',
};

const NONE: readonly Shortcut[] = [];

/** The lookups that are paid just before an item. */
export function lookupsBefore(outcome: Outcome, item: Block): readonly Shortcut[] {
  if (outcome.lookups.size === 0) return NONE;
  const place = item.kind === 'step' ? item.step : item.kind === 'tools' ? 'tools' : item;
  return outcome.lookups.get(place) ?? NONE;
}

/**
 * All ways the lookups of a group can end, for the shortcuts that are on. Lookups are paid on hit
 * and miss; hits are independent; once one hits, later ones that skip one of the same steps are
 * not consulted (docs/rules.md). Probabilities are given the outcome that `run` starts from.
 */
export function shortcutOutcomes(
  group: ShortcutGroup,
  sequence: SequenceBlock,
  run: { readonly choices: Choices; readonly outcome: Outcome },
): Outcome[] {
  const items = sequence.items.slice(group.from, group.to);
  const active = group.shortcuts.filter(
    (shortcut) => run.choices.values.get(shortcut.name) === 'on',
  );
  return active.reduce<Outcome[]>(
    (outcomes, shortcut) => outcomes.flatMap((outcome) => consult(outcome, shortcut, items)),
    [{ ...run.outcome, probability: 1 }],
  );
}

function consult(outcome: Outcome, shortcut: Shortcut, items: readonly Block[]): Outcome[] {
  if (shortcut.skips.some((step) => outcome.skipped.has(step))) return [outcome];
  const place = placeOf(shortcut.skips, items);
  const lookups = new Map(outcome.lookups).set(place, [
    ...(outcome.lookups.get(place) ?? []),
    shortcut,
  ]);
  const hit: Outcome = {
    probability: outcome.probability * shortcut.hit,
    skipped: new Set([...outcome.skipped, ...shortcut.skips]),
    lookups,
    tag: `${outcome.tag}+${shortcut.name}`,
  };
  const miss: Outcome = {
    probability: outcome.probability * (1 - shortcut.hit),
    skipped: outcome.skipped,
    lookups,
    tag: `${outcome.tag}-${shortcut.name}`,
  };
  return [hit, miss].filter((end) => end.probability > 0);
}
