import { leavesOf, stepsOf, wayOfStep, wayOfTool, type Chosen } from './architectures.ts';
import { callPrice } from './bill.ts';
import { maybe, type Pick } from './courses.ts';
import type { Agent, Item, Shortcut, StepItem, ToolsItem, Way } from './system.ts';

/** What one request took, showed and cost. */
export interface Happened {
  /** ms from the request to its end. */
  readonly end: number;
  /** ms to the first token of the answer; null where no step that streams is part of the agent. */
  readonly firstToken: number | null;
  /** ms to the first visible sign of work; null where no step shows any. */
  readonly firstSign: number | null;
  /** USD of its calls. */
  readonly usd: number;
  /** Calls by step, tool or shortcut. */
  readonly calls: ReadonlyMap<string, number>;
}

/**
 * Plays one request of an agent as the rules tell it, asking `pick` whenever chance decides:
 *
 * - items of a workflow follow one another; branches of `parallel` start together and the last one
 *   ends the block; tools add up in series and the slowest counts in parallel;
 * - a step runs by its chance, as many times as its calls say, each time with a draw of its own;
 * - a lookup is paid just before the first step that it skips, and before a block of which it skips
 *   several branches; the first listed goes first, and after a hit nobody asks for the same step again;
 * - a verdict that rejects sends the request back to `redo`, with fresh draws and without lookups, until
 *   `times` are used up;
 * - the first token is the start of the last step that streams plus its ttft, unless a verifier that
 *   may reject comes later; the first sign is the earliest output of anything that shows.
 */
export function playRequest(agent: Agent, chosen: Chosen, pick: Pick): Happened {
  return new Request(agent, chosen, pick).happened();
}

class Request {
  readonly #agent: Agent;
  readonly #chosen: Chosen;
  readonly #pick: Pick;
  /** Steps that a hit has spared. */
  readonly #spared = new Set<string>();
  /** Input tokens that compactions have taken off what comes later, by step. */
  #saved = new Map<string, number>();
  readonly #calls = new Map<string, number>();
  #usd = 0;
  #token: number | null = null;
  #sign: number | null = null;

  constructor(agent: Agent, chosen: Chosen, pick: Pick) {
    this.#agent = agent;
    this.#chosen = chosen;
    this.#pick = pick;
  }

  happened(): Happened {
    const on = stepsOf(this.#agent).filter((step) => wayOfStep(this.#chosen, step) !== null);
    const answer = on.findLast(({ streams }) => streams);
    const shows = on.some(({ streams, showsProgress }) => streams || showsProgress);
    const blocked = on
      .slice(on.indexOf(answer ?? (on.at(-1) as StepItem)) + 1)
      .some(({ onReject }) => onReject !== null);
    const end = this.#series(this.#agent.workflow, 0, answer?.step ?? null);
    return {
      end,
      firstToken: answer ? (blocked ? end : (this.#token ?? end)) : null,
      firstSign: shows ? (this.#sign ?? end) : null,
      usd: this.#usd,
      calls: this.#calls,
    };
  }

  #series(items: readonly Item[], start: number, answer: string | null, again = false): number {
    let time = start;
    items.forEach((item, index) => {
      const home = items.slice(0, index);
      time = this.#item(item, home, time, answer, again);
    });
    return time;
  }

  #item(
    item: Item,
    before: readonly Item[],
    start: number,
    answer: string | null,
    again: boolean,
  ): number {
    if ('sequence' in item) return this.#series(item.sequence, start, answer, again);
    if ('parallel' in item) return this.#parallel(item, start, answer, again);
    const name = 'step' in item ? item.step : 'tools';
    const begin = again ? start : this.#lookUp(this.#lookupsAt(item), start);
    if (!again && this.#spared.has(name)) return begin;
    return 'step' in item
      ? this.#stepWithVerdict(item, before, begin, answer)
      : this.#tools(item, begin);
  }

  #parallel(
    block: { readonly parallel: readonly Item[] },
    start: number,
    answer: string | null,
    again: boolean,
  ): number {
    const begin = again ? start : this.#lookUp(this.#lookupsAt(block), start);
    const before = new Map(this.#saved);
    const after = new Map(before);
    let end = begin;
    for (const branch of block.parallel) {
      this.#saved = new Map(before);
      end = Math.max(end, this.#item(branch, [], begin, answer, again));
      for (const [step, tokens] of this.#saved) after.set(step, tokens);
    }
    this.#saved = after;
    return end;
  }

  /** Shortcuts that are looked up just before an item. */
  #lookupsAt(item: Item): Shortcut[] {
    return this.#agent.shortcuts.filter(
      ({ use, skips }) =>
        this.#chosen.written[use] === 'on' && placeOf(this.#agent.workflow, skips) === item,
    );
  }

  #lookUp(shortcuts: readonly Shortcut[], start: number): number {
    let time = start;
    for (const { use, component, skips, hit } of shortcuts) {
      if (skips.some((step) => this.#spared.has(step))) continue;
      time += this.#call(use, component.ways[0] as Way);
      if (this.#pick(maybe(hit))) for (const step of skips) this.#spared.add(step);
    }
    return time;
  }

  #tools({ tools, order: _order }: ToolsItem, start: number): number {
    let end = start;
    for (const tool of tools) {
      if (!this.#chosen.kept.includes(tool.name) || !this.#pick(maybe(tool.chance))) continue;
      let took = 0;
      for (let left = this.#pick(tool.calls); left > 0; left--)
        took += this.#call(tool.name, wayOfTool(this.#chosen, tool));
      end = this.#chosen.order === 'parallel' ? Math.max(end, start + took) : end + took;
    }
    return end;
  }

  #stepWithVerdict(
    step: StepItem,
    before: readonly Item[],
    start: number,
    answer: string | null,
  ): number {
    const way = wayOfStep(this.#chosen, step);
    if (way === null) return start;
    let time = start;
    for (let redos = step.onReject?.times ?? 0; ; redos--) {
      if (!this.#pick(maybe(step.chance))) return time;
      time = this.#run(step, way, time, answer);
      if (!step.onReject || redos === 0 || !this.#pick(maybe(step.onReject.chance))) return time;
      const { redo } = step.onReject;
      const from = before.findIndex((item) => 'step' in item && item.step === redo);
      before.slice(from).forEach((item, index) => {
        time = this.#item(item, before.slice(0, from + index), time, answer, true);
      });
    }
  }

  #run(step: StepItem, way: Way, start: number, answer: string | null): number {
    const calls = this.#pick(step.calls);
    let time = start;
    for (let call = 1; call <= calls; call++) {
      const began = time;
      time += this.#call(step.step, way);
      const showsFirst = call === 1 && (step.streams || step.showsProgress);
      const answersLast = call === calls && step.step === answer;
      if (!showsFirst && !answersLast) continue;
      const shown = way.ttft === null ? time : began + this.#pick(way.ttft);
      if (showsFirst) this.#sign = Math.min(this.#sign ?? Infinity, shown);
      if (answersLast) this.#token ??= shown;
    }
    if (calls > 0 && way.saves > 0) this.#saved.set(step.step, way.saves);
    return time;
  }

  /** Pays one call and gives its ms. */
  #call(name: string, way: Way): number {
    let saved = 0;
    for (const tokens of this.#saved.values()) saved += tokens;
    this.#usd += callPrice(way, saved);
    this.#calls.set(name, (this.#calls.get(name) ?? 0) + 1);
    return this.#pick(way.latency);
  }
}

/** The step, the tools or the parallel block before which a lookup is made. */
function placeOf(items: readonly Item[], skips: readonly string[]): Item | null {
  const holds = (item: Item) =>
    leavesOf([item]).some((leaf) => skips.includes('step' in leaf ? leaf.step : 'tools'));
  const first = items.find(holds);
  if (first === undefined) return null;
  if ('sequence' in first) return placeOf(first.sequence, skips);
  if (!('parallel' in first)) return first;
  return first.parallel.filter(holds).length > 1 ? first : placeOf(first.parallel, skips);
}
