import { zeroLaw } from '../../latency/certain.ts';
import { withChance } from '../../latency/chance.ts';
import type { Law } from '../../latency/law.ts';
import { mixture } from '../../latency/mixture.ts';
import { parallel } from '../../latency/parallel.ts';
import { cdfAt } from '../../latency/quantile.ts';
import { repeat } from '../../latency/repeat.ts';
import { series, seriesAll } from '../../latency/series.ts';
import { callCostAfter } from '../cost.ts';
import type { LatencyComposer } from '../latencyComposer.ts';
import type {
  Block,
  Option as Way,
  ParallelBlock,
  Problem,
  SequenceBlock,
  Shortcut,
  Step,
} from '../problem.ts';
import { type ShortcutGroup, shortcutGroups } from '../shortcutGroups.ts';
import { stepsIn } from '../stepsIn.ts';
import { NO_LOOKUPS, type Outcome, shortcutOutcomes } from '../shortcutOutcomes.ts';
import { costOf, type Option, together } from './option.ts';
import { type Building, Coupled, type Label, OUTSIDE, type Where } from './building.ts';
import { LeafOptions } from './leafOptions.ts';
import { prune } from './prune.ts';
import { toolOptions } from './toolOptions.ts';

/**
 * Builds the options of stretches of a workflow from the inside out. Everything that couples steps
 * (loops, shortcuts, tools in parallel) is folded into the options of one stretch, and every
 * operation is monotone in the times it combines, so that dominated options can go early.
 */
export class OptionSets {
  readonly #problem: Problem;
  readonly #composer: LatencyComposer;
  readonly #label: Label;
  readonly #building: Building;
  readonly #groups: ReadonlyMap<SequenceBlock, readonly ShortcutGroup[]>;
  readonly #leaves: LeafOptions;

  /** @param label choices that are fixed for all options */
  constructor(problem: Problem, composer: LatencyComposer, label: Label, building: Building = {}) {
    this.#problem = problem;
    this.#composer = composer;
    this.#label = label;
    this.#building = building;
    this.#groups = shortcutGroups(problem);
    this.#leaves = new LeafOptions(problem, composer, label, building.worth);
  }

  /** Option sets whose series is the workflow: independent of one another. @throws Coupled */
  stages(): Option[][] {
    return this.#units(this.#problem.workflow, 0, this.#problem.workflow.items.length, OUTSIDE);
  }

  /** The only way to do nothing. */
  nothing(): Option[] {
    return [this.#leaves.nothing()];
  }

  /** Two stretches in a row. */
  inSeries(a: readonly Option[], b: readonly Option[], where: Where): Option[] {
    return this.#kept(
      a.flatMap((one) =>
        b.map((other) => {
          const law = series(one.law, other.law);
          const same = one.again === one.law && other.again === other.law;
          return {
            ...together(one, other),
            law,
            again: same || !where.redone ? law : series(one.again, other.again),
          };
        }),
      ),
      where,
    );
  }

  #kept(options: readonly Option[], where: Where): Option[] {
    const possible = this.#withinBounds(options, where);
    return this.#building.prune === false ? [...possible] : prune(possible, where.redone);
  }

  #withinBounds(options: readonly Option[], { certain }: Where): readonly Option[] {
    const { bounds } = this.#building;
    if (bounds === undefined || !certain) return options;
    return options.filter(
      (option) =>
        costOf(option) <= bounds.cost &&
        (bounds.time === Number.POSITIVE_INFINITY || cdfAt(option.law, bounds.time) >= bounds.p),
    );
  }

  #sequence(sequence: SequenceBlock, from: number, to: number, where: Where): Option[] {
    const units = this.#units(sequence, from, to, where);
    return units.reduce(
      (before, unit) => this.inSeries(before, unit, where),
      [this.#leaves.nothing()],
    );
  }

  /** Stretches of a sequence that are independent of one another. */
  #units(sequence: SequenceBlock, from: number, to: number, where: Where): Option[][] {
    const units: Option[][] = [];
    for (const { start, end } of this.#intervals(sequence, from, to)) {
      units.push(this.#unit(sequence, start, end, where));
    }
    return units;
  }

  /** The items of a stretch, those that loops and shortcuts couple taken together. */
  #intervals(sequence: SequenceBlock, from: number, to: number): { start: number; end: number }[] {
    const spans = this.#spansIn(sequence, from, to);
    const intervals: { start: number; end: number }[] = [];
    for (let index = from; index < to; index++) {
      const last = intervals.at(-1);
      if (last && index < last.end) continue;
      let end = index + 1;
      let grown = true;
      while (grown) {
        const wider = spans.filter(
          (span) => span.start < end && span.end > end && span.start >= index,
        );
        grown = wider.length > 0;
        if (grown) end = Math.max(...wider.map((span) => span.end));
      }
      intervals.push({ start: index, end });
    }
    return intervals;
  }

  #spansIn(sequence: SequenceBlock, from: number, to: number): { start: number; end: number }[] {
    const loops = sequence.items.flatMap((_, index) => {
      const start = this.#redoFrom(sequence, index);
      return start === null ? [] : [{ start, end: index + 1 }];
    });
    const groups = (this.#groups.get(sequence) ?? []).map((group) => ({
      start: group.from,
      end: group.to,
    }));
    return [...loops, ...groups].filter(({ start, end }) => start >= from && end <= to);
  }

  #redoFrom(sequence: SequenceBlock, index: number): number | null {
    const item = sequence.items[index];
    const redo = item?.kind === 'step' ? this.#composer.step(item.step)?.onReject?.redo : undefined;
    if (redo === undefined) return null;
    return sequence.items.findIndex((other) => other.kind === 'step' && other.step === redo);
  }

  #unit(sequence: SequenceBlock, start: number, end: number, where: Where): Option[] {
    const group = (this.#groups.get(sequence) ?? []).find(
      (each) => each.from === start && each.to === end,
    );
    this.#requireNested(sequence, start, end, group !== undefined);
    const loopFrom = this.#redoFrom(sequence, end - 1);
    if (loopFrom !== null && end - start > 1) {
      if (loopFrom !== start) throw new Coupled('loops that cross each other');
      return this.#loop(sequence, start, end - 1, where);
    }
    if (group) return this.#shortcutGroup(sequence, group, where);
    if (end - start === 1) return this.#item(sequence.items[start], where);
    throw new Coupled('shortcuts and loops that cross each other');
  }

  /** Inside a loop everything ends before its verifier; inside a shortcut group there is no loop. */
  #requireNested(sequence: SequenceBlock, start: number, end: number, isGroup: boolean): void {
    if (end - start === 1) return;
    const inside = this.#spansIn(sequence, start, end).filter(
      (span) => span.start !== start || span.end !== end,
    );
    const whole = this.#spansIn(sequence, start, end).filter(
      (span) => span.start === start && span.end === end,
    );
    const reachesEnd = inside.some((span) => span.end === end);
    if (whole.length > 1 || reachesEnd || (isGroup && inside.length > 0))
      throw new Coupled('loops and shortcuts that cross');
  }

  #item(item: Block | undefined, where: Where): Option[] {
    if (item === undefined) return [this.#leaves.nothing()];
    if (item.kind === 'step') return this.#kept(this.#leaves.steps(item.step), where);
    if (item.kind === 'tools') {
      const sieve = {
        kept: (options: readonly Option[]) => this.#kept(options, where),
        withinBounds: (options: readonly Option[]) => this.#withinBounds(options, where),
      };
      return this.#kept(
        toolOptions(this.#problem, this.#leaves, sieve, this.#building.worth),
        where,
      );
    }
    if (item.kind === 'sequence') return this.#sequence(item, 0, item.items.length, where);
    return this.#branches(item, where);
  }

  #branches(block: ParallelBlock, where: Where): Option[] {
    const sets = block.branches.map((branch) =>
      this.#sequence(branch, 0, branch.items.length, where),
    );
    return sets.reduce((a, b) => this.#inParallel(a, b, where));
  }

  #inParallel(a: readonly Option[], b: readonly Option[], where: Where): Option[] {
    return this.#kept(
      a.flatMap((one) =>
        b.map((other) => {
          const law = parallel(one.law, other.law);
          const same = one.again === one.law && other.again === other.law;
          return {
            ...together(one, other),
            law,
            again: same || !where.redone ? law : parallel(one.again, other.again),
          };
        }),
      ),
      where,
    );
  }

  /** Everything from the redone step to the verifier, closed by the verifier's verdicts (docs/rules.md). */
  #loop(sequence: SequenceBlock, from: number, index: number, where: Where): Option[] {
    const item = sequence.items[index];
    const step = item?.kind === 'step' ? this.#composer.step(item.step) : null;
    if (step === null || step.onReject === null) throw new Coupled('a loop without a verifier');
    const inner = this.#sequence(sequence, from, index, { ...where, redone: true });
    const verifiers = this.#leaves.chosenWays(step).map((way) => ({
      way,
      option: this.#leaves.step(step, way, null),
    }));
    const closed = verifiers.flatMap(({ way, option }) =>
      inner.map((body) =>
        way === null ? this.#withOff(body, option) : this.#closed(body, option, step, way),
      ),
    );
    return this.#kept(closed, where);
  }

  #withOff(body: Option, off: Option): Option {
    return { ...together(body, off), law: body.law, again: body.again };
  }

  #closed(body: Option, verifier: Option, step: Step, way: Way): Option {
    const { chance, times } = step.onReject ?? { chance: 0, times: 0 };
    const once = repeat(this.#composer.law(way.latency), step.calls);
    const tail = this.#verdicts(once, body.again, step.chance, chance, times);
    const rejected = step.chance * chance;
    let costOfTail = verifier.cost;
    let round = rejected;
    for (let count = 0; count < times && round > 0; count++) {
      costOfTail += round * (body.costAgain + verifier.cost);
      round *= rejected;
    }
    const law = series(body.law, tail);
    return {
      ...together(body, verifier),
      cost: body.cost + costOfTail,
      costAgain: body.costAgain + costOfTail,
      law,
      again: body.again === body.law ? law : series(body.again, tail),
    };
  }

  #verdicts(once: Law, redo: Law, runs: number, rejects: number, times: number): Law {
    if (times === 0) return withChance(once, runs);
    const next = series(redo, this.#verdicts(once, redo, runs, rejects, times - 1));
    return withChance(series(once, withChance(next, rejects)), runs);
  }

  /** Items under shortcuts: every outcome of the lookups, mixed (docs/rules.md). */
  #shortcutGroup(sequence: SequenceBlock, group: ShortcutGroup, where: Where): Option[] {
    const items = sequence.items.slice(group.from, group.to);
    for (const item of items) this.#requireWhole(item, group);
    const sets = items.map((item) => this.#item(item, { redone: true, certain: false }));
    const switches = group.shortcuts.reduce<Map<string, string>[]>(
      (all, shortcut) =>
        all.flatMap((chosen) =>
          switchValues(shortcut, this.#label).map(
            (value) => new Map([...chosen, [shortcut.name, value]]),
          ),
        ),
      [new Map()],
    );
    const found: Option[] = [];
    for (const chosen of switches) {
      const choices = { values: chosen, tools: [], order: 'series' as const };
      const outcomes = shortcutOutcomes(group, sequence, { choices, outcome: NO_LOOKUPS });
      const lookups = this.#leaves.switches(group.shortcuts, chosen);
      for (const picked of product(sets)) found.push(this.#mixed(items, picked, outcomes, lookups));
    }
    return this.#kept(found, where);
  }

  /** A shortcut that skips part of a nested item couples what is inside of it. */
  #requireWhole(item: Block, group: ShortcutGroup): void {
    const steps = stepsIn(item);
    for (const { skips } of group.shortcuts) {
      const touched = steps.filter((step) => skips.includes(step));
      const isNested = item.kind === 'sequence' || item.kind === 'parallel';
      if (isNested && touched.length > 0) throw new Coupled('a shortcut into a nested stretch');
    }
  }

  #mixed(
    items: readonly Block[],
    picked: readonly Option[],
    outcomes: readonly Outcome[],
    lookups: Option,
  ): Option {
    const base = picked.reduce<Omit<Option, 'law' | 'again'>>(
      (sum, option) => together({ ...sum, law: option.law, again: option.again }, option),
      lookups,
    );
    const laws: { weight: number; law: Law }[] = [];
    let cost = 0;
    for (const outcome of outcomes) {
      const passed = this.#passed(items, picked, outcome);
      laws.push({ weight: outcome.probability, law: passed.law });
      cost += outcome.probability * passed.cost;
    }
    const again = seriesAll(picked.map((option) => option.again));
    return {
      ...base,
      cost,
      costAgain: picked.reduce((sum, option) => sum + option.costAgain, 0),
      law: mixture(laws),
      again,
    };
  }

  #passed(
    items: readonly Block[],
    picked: readonly Option[],
    outcome: Outcome,
  ): { law: Law; cost: number } {
    const laws: Law[] = [zeroLaw(this.#composer.lattice)];
    let cost = 0;
    items.forEach((item, index) => {
      const name = item.kind === 'step' ? item.step : item.kind === 'tools' ? 'tools' : null;
      for (const shortcut of name === null ? [] : (outcome.lookups.get(name) ?? [])) {
        laws.push(this.#composer.law(shortcut.lookup));
        cost +=
          callCostAfter(this.#problem, name ?? '', this.#label, shortcut.call) ??
          Number.POSITIVE_INFINITY;
      }
      const option = picked[index];
      if (option === undefined || (name !== null && outcome.skipped.has(name))) return;
      laws.push(option.law);
      cost += option.cost;
    });
    return { law: seriesAll(laws), cost };
  }
}

function switchValues(shortcut: Shortcut, label: Label): string[] {
  const fixed = label.get(shortcut.name);
  if (fixed !== undefined) return [fixed];
  return shortcut.optional ? ['off', 'on'] : ['on'];
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
