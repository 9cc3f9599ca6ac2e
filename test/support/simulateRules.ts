import { callCost } from '../../src/cost/callCost.ts';
import type { Choices } from '../../src/solver/choices.ts';
import type {
  Block,
  CallCost,
  Option,
  Problem,
  SequenceBlock,
  Step,
  Tool,
} from '../../src/solver/problem.ts';
import { mulberry32 } from './mulberry32.ts';
import { drawOf, type Draw, pick } from './sampler.ts';

/** What `samples` simulated requests took and cost. */
export interface Simulation {
  readonly endToEnd: Float64Array;
  /** Null when no step that streams is on. */
  readonly ttft: Float64Array | null;
  /** Null when no step that streams or shows progress is on. */
  readonly progress: Float64Array | null;
  /** Calls in a request by name of step, tool or shortcut. */
  readonly calls: ReadonlyMap<string, Moments>;
  /** USD of calls in a request, monthly costs apart; NaN when a price is unknown. */
  readonly cost: Moments;
}

export interface Moments {
  readonly mean: number;
  /** Standard error of the mean. */
  readonly error: number;
}

/**
 * Plays requests of one architecture event by event, from docs/rules.md and nothing else: rules 1
 * (calls, chances, orders), 3 (shortcuts), 4 (redo loops), 5 (first output) and 14 (cost).
 *
 * Where the rules leave room: a shortcut that skips steps in several branches of a parallel block is
 * consulted before the block starts; "later" is the order in which the workflow lists its steps;
 * where nothing is shown in a request, its first output is its end.
 */
export function simulate(
  problem: Problem,
  choices: Choices,
  samples: number,
  seed: number,
): Simulation {
  return new Simulator(problem, choices, mulberry32(seed)).play(samples);
}

interface Tally {
  name: string;
  inRequest: number;
  sum: number;
  squares: number;
}

/** Where lookups are made: before a step, the tools, or the branches of a parallel block. */
type Place = string | readonly SequenceBlock[];

/** A stretch of the workflow: takes the time it starts and gives the time it ends. */
type Play = (start: number, redo: boolean) => number;

class Simulator {
  readonly #problem: Problem;
  readonly #choices: Choices;
  readonly #uniform: () => number;
  /** Steps (and `tools`) in the order of the workflow. */
  readonly #order: readonly string[];
  readonly #tallies: Tally[] = [];
  readonly #streaming: string | null;
  readonly #compacts: boolean;

  // What has happened in the request that is being played.
  readonly #skipped = new Set<string>();
  /** Input tokens saved from here on, by the compaction that ran. */
  #compacted = new Map<string, number>();
  #cost = 0;
  #token = Infinity;
  #sign = Infinity;

  constructor(problem: Problem, choices: Choices, uniform: () => number) {
    this.#problem = problem;
    this.#choices = choices;
    this.#uniform = uniform;
    this.#order = namesIn(problem.workflow);
    this.#compacts = problem.steps.some(({ options }) => options.some(({ saves }) => saves > 0));
    this.#streaming =
      this.#order.findLast((name) => this.#stepOf(name)?.streams && this.#isOn(name)) ?? null;
  }

  play(samples: number): Simulation {
    const play = this.#sequence(this.#problem.workflow);
    const endToEnd = new Float64Array(samples);
    const ttft = this.#streaming === null ? null : new Float64Array(samples);
    const shows = this.#problem.steps.some(
      (step) => (step.streams || step.showsProgress) && this.#isOn(step.name),
    );
    const progress = shows ? new Float64Array(samples) : null;
    const blocked = this.#isBlocked();
    const cost: Tally = { name: 'cost', inRequest: 0, sum: 0, squares: 0 };
    for (let i = 0; i < samples; i++) {
      this.#forget();
      const end = play(0, false);
      endToEnd[i] = end;
      if (ttft) ttft[i] = blocked || this.#token === Infinity ? end : this.#token;
      if (progress) progress[i] = this.#sign === Infinity ? end : this.#sign;
      for (const tally of this.#tallies) close(tally);
      cost.inRequest = this.#cost;
      close(cost);
    }
    const calls = new Map(this.#tallies.map((tally) => [tally.name, momentsOf(tally, samples)]));
    return { endToEnd, ttft, progress, calls, cost: momentsOf(cost, samples) };
  }

  #forget(): void {
    if (this.#skipped.size > 0) this.#skipped.clear();
    if (this.#compacted.size > 0) this.#compacted.clear();
    this.#cost = 0;
    this.#token = Infinity;
    this.#sign = Infinity;
  }

  #isOn(name: string): boolean {
    return this.#choices.values.get(name) !== 'off';
  }

  #stepOf(name: string): Step | undefined {
    return this.#problem.steps.find((step) => step.name === name);
  }

  /** Rule 5: a later step that can reject withholds the answer until the end. */
  #isBlocked(): boolean {
    const at = this.#order.indexOf(this.#streaming ?? '');
    return this.#order
      .slice(at + 1)
      .some((name) => this.#isOn(name) && (this.#stepOf(name)?.onReject ?? null) !== null);
  }

  #sequence(sequence: SequenceBlock): Play {
    const items: Play[] = [];
    for (const item of sequence.items) items.push(this.#block(item, sequence, items));
    return (start, redo) => {
      let time = start;
      for (const item of items) time = item(time, redo);
      return time;
    };
  }

  /** @param before the items that come before this one in its sequence, for redo loops */
  #block(block: Block, home: SequenceBlock, before: readonly Play[]): Play {
    if (block.kind === 'sequence') return this.#sequence(block);
    if (block.kind === 'parallel') return this.#parallel(block.branches);
    if (block.kind === 'tools') return this.#toolGroup();
    const step = this.#stepOf(block.step);
    if (step === undefined) throw new Error(`no step ${block.step}`);
    return this.#step(step, home, before);
  }

  #parallel(branches: readonly SequenceBlock[]): Play {
    const consult = this.#lookups(branches);
    const plays = branches.map((branch) => this.#sequence(branch));
    return (start, redo) => {
      const begin = redo ? start : consult(start);
      let end = begin;
      if (!this.#compacts) {
        for (const play of plays) end = Math.max(end, play(begin, redo));
        return end;
      }
      const before = new Map(this.#compacted);
      const after = new Map(this.#compacted);
      for (const play of plays) {
        // What another branch compacts comes too late, or too early to say.
        this.#compacted = new Map(before);
        end = Math.max(end, play(begin, redo));
        for (const [name, tokens] of this.#compacted) after.set(name, tokens);
      }
      this.#compacted = after;
      return end;
    };
  }

  /** Rule 3: paid on hit and miss just before the first skipped step, the first listed first. */
  #lookups(place: Place): (start: number) => number {
    const shortcuts = this.#problem.shortcuts
      .filter(
        ({ name, skips }) => this.#isOn(name) && placeOf(this.#problem.workflow, skips) === place,
      )
      .map((shortcut) => ({
        ...shortcut,
        draw: drawOf(shortcut.lookup),
        tally: this.#tally(shortcut.name),
        pay: this.#payer(shortcut.call),
      }));
    return (start) => {
      let time = start;
      for (const { skips, hit, draw, tally, pay } of shortcuts) {
        if (skips.some((name) => this.#skipped.has(name))) continue;
        time += draw(this.#uniform);
        tally.inRequest += 1;
        pay();
        if (this.#uniform() < hit) for (const name of skips) this.#skipped.add(name);
      }
      return time;
    };
  }

  #toolGroup(): Play {
    const group = this.#problem.tools;
    const consult = this.#lookups('tools');
    const kept = (group?.tools ?? []).filter(({ name }) => this.#choices.tools.includes(name));
    const plays = kept.map((tool) => this.#tool(tool));
    const inParallel = this.#choices.order === 'parallel';
    return (start, redo) => {
      const begin = redo ? start : consult(start);
      if (!redo && this.#skipped.has('tools')) return begin;
      let end = begin;
      for (const play of plays) end = inParallel ? Math.max(end, begin + play()) : end + play();
      return end;
    };
  }

  #tool(tool: Tool): () => number {
    const chosen = this.#choices.values.get(tool.name);
    const option = tool.options.find(({ value }) => value === chosen) ?? tool.options[0];
    if (option === undefined) throw new Error(`no option of ${tool.name}`);
    const draw = drawOf(option.latency);
    const tally = this.#tally(tool.name);
    const count = countOf(tool.calls);
    const pay = this.#payer(option.call);
    return () => {
      if (this.#uniform() >= tool.chance) return 0;
      let ms = 0;
      for (let left = count(this.#uniform); left > 0; left--) {
        ms += draw(this.#uniform);
        tally.inRequest += 1;
        pay();
      }
      return ms;
    };
  }

  #step(step: Step, home: SequenceBlock, before: readonly Play[]): Play {
    const consult = this.#lookups(step.name);
    const chosen = this.#choices.values.get(step.name);
    const option = step.options.find(({ value }) => value === chosen);
    const run = option ? this.#run(step, option) : null;
    const again = before.slice(redoneFrom(step, home));
    const { chance, times } = step.onReject ?? { chance: 0, times: 0 };
    return (start, redo) => {
      let time = redo ? start : consult(start);
      if (run === null || (!redo && this.#skipped.has(step.name))) return time;
      for (let left = times; ; left--) {
        if (this.#uniform() >= step.chance) return time;
        time = run(time);
        if (left === 0 || this.#uniform() >= chance) return time;
        for (const play of again) time = play(time, true);
      }
    };
  }

  /** All calls of a step that runs. */
  #run(step: Step, option: Option): (start: number) => number {
    const draw: Draw = drawOf(option.latency);
    const first = option.ttft && drawOf(option.ttft);
    const tally = this.#tally(step.name);
    const count = countOf(step.calls);
    const pay = this.#payer(option.call);
    const isAnswer = step.name === this.#streaming;
    const isSign = step.streams || step.showsProgress;
    return (start) => {
      let time = start;
      const calls = count(this.#uniform);
      for (let call = 0; call < calls; call++) {
        const ms = draw(this.#uniform);
        if (call === 0 && (isAnswer || isSign)) {
          const shown = time + (first ? first(this.#uniform) : ms);
          if (isAnswer) this.#token = Math.min(this.#token, shown);
          if (isSign) this.#sign = Math.min(this.#sign, shown);
        }
        time += ms;
        tally.inRequest += 1;
        pay();
      }
      if (calls > 0 && option.saves > 0) this.#compacted.set(step.name, option.saves);
      return time;
    };
  }

  /** Rule 14: a compaction that ran reduces every later call; running again it saves nothing new. */
  #payer(call: CallCost): () => void {
    const usd = (saved: number) => call.cost + costOfTokens(call, saved);
    const whole = usd(0);
    return () => {
      let saved = 0;
      if (this.#compacts) for (const tokens of this.#compacted.values()) saved += tokens;
      this.#cost += saved === 0 ? whole : usd(saved);
    };
  }

  #tally(name: string): Tally {
    const tally = { name, inRequest: 0, sum: 0, squares: 0 };
    this.#tallies.push(tally);
    return tally;
  }
}

function close(tally: Tally): void {
  tally.sum += tally.inRequest;
  tally.squares += tally.inRequest ** 2;
  tally.inRequest = 0;
}

function momentsOf({ sum, squares }: Tally, samples: number): Moments {
  const mean = sum / samples;
  return { mean, error: Math.sqrt(Math.max(0, squares / samples - mean ** 2) / samples) };
}

/** NaN when a price or the tokens are unknown. */
function costOfTokens({ model, price, tokens, tokensKnown }: CallCost, saved: number): number {
  if (model === null) return 0;
  const cost = price && tokensKnown ? callCost(price, tokens, saved) : null;
  return cost ?? Number.NaN;
}

function countOf(calls: Step['calls']): (uniform: () => number) => number {
  const parts = calls.map(({ count, share }) => ({ weight: share, count }));
  const only = parts.length === 1 ? parts[0] : undefined;
  return only ? () => only.count : (uniform) => pick(parts, uniform()).count;
}

function redoneFrom(step: Step, home: SequenceBlock): number {
  const redo = step.onReject?.redo;
  if (redo === undefined) return home.items.length;
  return home.items.findIndex((item) => item.kind === 'step' && item.step === redo);
}

/**
 * Before which step, `tools` or parallel block a lookup is made. A hit that stops several branches of
 * a block has to be known before any of them starts.
 */
function placeOf(block: Block, skips: readonly string[]): Place {
  if (block.kind === 'step') return block.step;
  if (block.kind === 'tools') return 'tools';
  const touched = (block.kind === 'sequence' ? block.items : block.branches).filter((child) =>
    namesIn(child).some((name) => skips.includes(name)),
  );
  const [first] = touched;
  if (first === undefined) throw new Error(`nothing to skip: ${skips.join()}`);
  return block.kind === 'parallel' && touched.length > 1 ? block.branches : placeOf(first, skips);
}

function namesIn(block: Block): string[] {
  if (block.kind === 'step') return [block.step];
  if (block.kind === 'tools') return ['tools'];
  return (block.kind === 'sequence' ? block.items : block.branches).flatMap(namesIn);
}
