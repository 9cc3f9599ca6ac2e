import type { CountDistribution } from '../latency/latencyInput.ts';
import type { Choices } from './choices.ts';
import type { Problem, SequenceBlock, Shortcut, Step } from './problem.ts';
import { freshRun, type Run } from './workflowRun.ts';
import { shortcutGroups } from './shortcutGroups.ts';
import { lookupsBefore, shortcutOutcomes } from './shortcutOutcomes.ts';

/** Expected calls per request of one thing, by the input tokens that earlier compactions took off. */
export type CallsBySaving = ReadonlyMap<number, number>;

/**
 * How often everything is called in an average request, by name: chances, call counts, shortcut hits
 * and redos weigh by expectation; all parallel branches are paid (docs/rules.md).
 */
export function expectedRuns(problem: Problem, choices: Choices): ReadonlyMap<string, number> {
  const runs = new Map<string, number>();
  for (const [name, calls] of expectedCalls(problem, choices)) {
    runs.set(
      name,
      [...calls.values()].reduce((sum, count) => sum + count, 0),
    );
  }
  return runs;
}

/** Expected calls per request of every step, tool and shortcut, by what compactions saved before them. */
export function expectedCalls(
  problem: Problem,
  choices: Choices,
): ReadonlyMap<string, CallsBySaving> {
  const counted = known.get(problem) ?? new Map<string, ReadonlyMap<string, CallsBySaving>>();
  known.set(problem, counted);
  const key = whatCounts(problem, choices);
  const before = counted.get(key);
  if (before !== undefined) return before;
  const counter = new RunCounter(problem, choices);
  const { items } = problem.workflow;
  counter.sequence(problem.workflow, 0, items.length, new Map([[0, 1]]), freshRun(choices, true));
  counted.set(key, counter.calls);
  return counter.calls;
}

/** Most architectures differ in variants, which are called alike. */
const known = new WeakMap<Problem, Map<string, ReadonlyMap<string, CallsBySaving>>>();

/** What is on, and what compactions save, as text: architectures with equal texts call everything alike. */
function whatCounts({ steps, shortcuts }: Problem, { values, tools }: Choices): string {
  let key = '';
  for (const { name, options } of steps) {
    const value = values.get(name);
    const option = options.find((each) => each.value === value);
    key += value === 'off' ? 'off;' : `${option?.saves};`;
  }
  for (const { name } of shortcuts) key += `${values.get(name)};`;
  return `${key}${tools.join()}`;
}

/** Mean of a call count distribution. */
export function meanCalls(calls: CountDistribution): number {
  return calls.reduce((sum, { count, share }) => sum + count * share, 0);
}

/** Chance that a step which is on makes a call at all. */
export function chanceOfCall({ chance, calls }: Pick<Step, 'chance' | 'calls'>): number {
  return chance * calls.reduce((sum, { count, share }) => (count > 0 ? sum + share : sum), 0);
}

/**
 * Which compactions have run, a bit for each, with the expected number of times that the workflow
 * gets to a place in that state.
 */
type State = ReadonlyMap<number, number>;

class RunCounter {
  readonly calls = new Map<string, Map<number, number>>();
  readonly #problem: Problem;
  readonly #choices: Choices;
  readonly #groups;
  readonly #steps: ReadonlyMap<string, Step>;
  /** Input tokens that each compaction in use saves, by its bit. */
  readonly #savings: readonly { readonly step: string; readonly tokens: number }[];

  constructor(problem: Problem, choices: Choices) {
    this.#problem = problem;
    this.#choices = choices;
    this.#groups = shortcutGroups(problem);
    this.#steps = new Map(problem.steps.map((step) => [step.name, step]));
    this.#savings = problem.steps.flatMap((step) => {
      const option = step.options.find(({ value }) => value === choices.values.get(step.name));
      return option && option.saves > 0 ? [{ step: step.name, tokens: option.saves }] : [];
    });
  }

  /** Counts a stretch, and returns the state behind it. */
  sequence(sequence: SequenceBlock, from: number, to: number, state: State, run: Run): State {
    let at = state;
    let index = from;
    while (index < to) {
      const group = run.shortcuts
        ? this.#groups.get(sequence)?.find((each) => each.from === index && each !== run.group)
        : undefined;
      if (group === undefined) {
        at = this.#item(sequence, index, at, run);
        index += 1;
        continue;
      }
      const before = at;
      const ends = shortcutOutcomes(group, sequence, run).map((outcome) =>
        this.sequence(sequence, group.from, group.to, scaled(before, outcome.probability), {
          ...run,
          group,
          outcome,
        }),
      );
      at = merged(ends);
      index = group.to;
    }
    return at;
  }

  #item(sequence: SequenceBlock, index: number, state: State, run: Run): State {
    const item = sequence.items[index];
    if (item === undefined) return state;
    for (const shortcut of lookupsBefore(run.outcome, item)) this.#lookup(shortcut, state);
    if (item.kind === 'sequence') return this.sequence(item, 0, item.items.length, state, run);
    if (item.kind === 'parallel') return this.#branches(item.branches, state, run);
    if (run.outcome.skipped.has(item.kind === 'step' ? item.step : 'tools')) return state;
    if (item.kind === 'step') return this.#step(sequence, index, item.step, state);
    this.#tools(state);
    return state;
  }

  #lookup(shortcut: Shortcut, state: State): void {
    this.#add(shortcut.name, state, 1);
  }

  /**
   * What any branch has compacted is compacted behind all. Branches are independent given where they
   * started only: what ran before them is the same for all of them, so each start is followed by itself.
   */
  #branches(branches: readonly SequenceBlock[], state: State, run: Run): State {
    return merged([...state].map(([mask, weight]) => this.#besides(branches, mask, weight, run)));
  }

  #besides(branches: readonly SequenceBlock[], mask: number, weight: number, run: Run): State {
    const start: State = new Map([[mask, weight]]);
    if (weight === 0) return start;
    return branches.reduce<State>((joint, branch) => {
      const end = this.sequence(branch, 0, branch.items.length, start, run);
      return this.#savings.length === 0 ? start : united(joint, end, weight);
    }, start);
  }

  #tools(state: State): void {
    for (const tool of this.#problem.tools?.tools ?? []) {
      if (this.#choices.tools.includes(tool.name))
        this.#add(tool.name, state, tool.chance * meanCalls(tool.calls));
    }
  }

  #step(sequence: SequenceBlock, index: number, name: string, state: State): State {
    const step = this.#steps.get(name);
    if (step === undefined || this.#choices.values.get(name) === 'off') return state;
    this.#add(name, state, step.chance * meanCalls(step.calls));
    const behind = this.#compacted(step, state);
    return step.onReject === null ? behind : this.#redos(sequence, index, step, behind);
  }

  #redos(sequence: SequenceBlock, index: number, step: Step, behind: State): State {
    const { redo, chance, times } = step.onReject ?? { redo: '', chance: 0, times: 0 };
    const from = sequence.items.findIndex((item) => item.kind === 'step' && item.step === redo);
    let state = behind;
    const ends: State[] = [];
    for (let round = 0; round < times; round++) {
      const rejected = scaled(state, step.chance * chance);
      ends.push(scaled(state, 1 - step.chance * chance));
      state = this.sequence(sequence, from, index, rejected, freshRun(this.#choices, false));
      this.#add(step.name, state, step.chance * meanCalls(step.calls));
    }
    return merged([...ends, state]);
  }

  /** The state behind a compaction. */
  #compacted(step: Step, state: State): State {
    const bit = this.#savings.findIndex((saving) => saving.step === step.name);
    if (bit === -1) return state;
    const ran = chanceOfCall(step);
    const next = new Map<number, number>();
    for (const [mask, weight] of state) {
      increase(next, mask | (1 << bit), weight * ran);
      increase(next, mask, weight * (1 - ran));
    }
    return next;
  }

  #add(name: string, state: State, times: number): void {
    const calls = this.calls.get(name) ?? new Map<number, number>();
    this.calls.set(name, calls);
    for (const [mask, weight] of state) increase(calls, this.#saved(mask), weight * times);
  }

  #saved(mask: number): number {
    return this.#savings.reduce(
      (sum, { tokens }, bit) => ((mask >> bit) & 1 ? sum + tokens : sum),
      0,
    );
  }
}

function increase(counts: Map<number, number>, key: number, by: number): void {
  if (by !== 0) counts.set(key, (counts.get(key) ?? 0) + by);
}

function scaled(state: State, by: number): State {
  return new Map([...state].map(([mask, weight]) => [mask, weight * by]));
}

function merged(states: readonly State[]): State {
  const all = new Map<number, number>();
  for (const state of states) for (const [mask, weight] of state) increase(all, mask, weight);
  return all;
}

/** Two branches that ran side by side from one start; `total` is the weight of each. */
function united(a: State, b: State, total: number): State {
  const all = new Map<number, number>();
  for (const [one, weight] of a)
    for (const [other, share] of b) increase(all, one | other, (weight * share) / total);
  return all;
}
