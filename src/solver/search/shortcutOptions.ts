import { callCostAfter } from '../cost.ts';
import type { Block, Problem, SequenceBlock, Shortcut } from '../problem.ts';
import type { ShortcutGroup } from '../shortcutGroups.ts';
import { NO_LOOKUPS, lookupsBefore, type Outcome, shortcutOutcomes } from '../shortcutOutcomes.ts';
import { stepsIn } from '../stepsIn.ts';
import { Coupled } from './building.ts';
import type { Label } from './label.ts';
import type { LeafOptions } from './leafOptions.ts';
import { type Option, together } from './option.ts';
import type { StepTimes } from './stepTimes.ts';
import { type Times, timesInSeries, timesOfCases } from './times.ts';

/** What options under shortcuts are made with. */
export interface Workshop {
  readonly problem: Problem;
  readonly label: Label;
  readonly leaves: LeafOptions;
  readonly times: StepTimes;
}

/**
 * Items under shortcuts: every outcome of the lookups, mixed (docs/rules.md).
 *
 * @param sets the options of each item of the group
 * @param redone what it takes to run them again matters, too
 * @throws Coupled when a shortcut skips part of a nested item
 */
export function shortcutOptions(
  workshop: Workshop,
  sequence: SequenceBlock,
  group: ShortcutGroup,
  sets: readonly (readonly Option[])[],
  redone: boolean,
): Option[] {
  const items = sequence.items.slice(group.from, group.to);
  for (const item of items) requireWhole(item, group);
  // Run again, nothing is looked up: whatever shortcuts are on, that takes the same time.
  const bodies = [...product(sets)].map((picked) => ({
    picked,
    again: redone
      ? picked.map(({ again }) => again).reduce(timesInSeries, workshop.times.nothing())
      : null,
  }));
  return switches(group, workshop.label).flatMap((chosen) => {
    const choices = { values: chosen, tools: [], order: 'series' as const };
    const outcomes = shortcutOutcomes(group, sequence, { choices, outcome: NO_LOOKUPS });
    const lookups = workshop.leaves.switches(group.shortcuts, chosen);
    return bodies.map((body) => mixed(workshop, items, body, outcomes, lookups));
  });
}

/** Every way to have the shortcuts of a group on or off. */
function switches(group: ShortcutGroup, label: Label): Map<string, string>[] {
  return group.shortcuts.reduce<Map<string, string>[]>(
    (all, shortcut) =>
      all.flatMap((chosen) =>
        switchValues(shortcut, label).map((value) => new Map([...chosen, [shortcut.name, value]])),
      ),
    [new Map()],
  );
}

function switchValues(shortcut: Shortcut, label: Label): string[] {
  const fixed = label.get(shortcut.name);
  if (fixed !== undefined) return [fixed];
  return shortcut.optional ? ['off', 'on'] : ['on'];
}

/** A shortcut that skips part of a nested item couples what is inside of it. */
function requireWhole(item: Block, group: ShortcutGroup): void {
  const isNested = item.kind === 'sequence' || item.kind === 'parallel';
  const touched = stepsIn(item).some((step) =>
    group.shortcuts.some(({ skips }) => skips.includes(step)),
  );
  if (isNested && touched) throw new Coupled('a shortcut into a nested stretch');
}

/** One option of each item, and what they take when they are run again; null where that does not matter. */
interface Body {
  readonly picked: readonly Option[];
  readonly again: Times | null;
}

function mixed(
  workshop: Workshop,
  items: readonly Block[],
  { picked, again }: Body,
  outcomes: readonly Outcome[],
  lookups: Option,
): Option {
  const base = picked.reduce<ReturnType<typeof together>>(
    (sum, option) => together({ ...lookups, ...sum }, option),
    lookups,
  );
  const passed = outcomes.map((outcome) => passing(workshop, items, picked, outcome));
  const times = timesOfCases(
    outcomes.map(({ probability }, index) => ({
      weight: probability,
      times: passed[index]?.times ?? workshop.times.nothing(),
    })),
  );
  return {
    ...base,
    cost: outcomes.reduce(
      (sum, { probability }, index) => sum + probability * (passed[index]?.cost ?? 0),
      0,
    ),
    costAgain: picked.reduce((sum, option) => sum + option.costAgain, 0),
    law: times.law,
    signs: times.signs,
    again: again ?? times,
  };
}

/** One outcome of the lookups: what is looked up and what is not skipped. */
function passing(
  { problem, label, times }: Workshop,
  items: readonly Block[],
  picked: readonly Option[],
  outcome: Outcome,
): { times: Times; cost: number } {
  const passed: Times[] = [];
  let cost = 0;
  items.forEach((item, index) => {
    const name = item.kind === 'step' ? item.step : item.kind === 'tools' ? 'tools' : null;
    for (const shortcut of name === null ? [] : lookupsBefore(outcome, item)) {
      passed.push(times.lookup(shortcut.lookup));
      cost += callCostAfter(problem, name ?? '', label, shortcut.call) ?? Number.POSITIVE_INFINITY;
    }
    const option = picked[index];
    if (option === undefined || (name !== null && outcome.skipped.has(name))) return;
    passed.push(option);
    cost += option.cost;
  });
  return { times: passed.reduce(timesInSeries, times.nothing()), cost };
}

/** Every way to take one option of each set. */
function* product(sets: readonly (readonly Option[])[]): Generator<Option[]> {
  const [first, ...rest] = sets;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const others of product(rest)) {
    for (const option of first) yield [option, ...others];
  }
}
