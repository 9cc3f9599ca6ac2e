import fc from 'fast-check';
import type { Shift } from '../../src/accuracy/effect.ts';
import type { TaskBase } from '../../src/accuracy/predict.ts';
import type { CountDistribution, LatencyInput } from '../../src/latency/latencyInput.ts';
import type {
  AccuracyModel,
  Effect,
  OnReject,
  Option,
  Order,
  Problem,
  Shortcut,
  Step,
  Tool,
  ToolGroup,
} from '../../src/solver/problem.ts';
import {
  accuracyModel,
  counts,
  fee,
  type Flow,
  mix,
  modelCall,
  none,
  ONCE,
  option,
  point,
  problem,
  range,
  row,
  shortcut,
  SONNET,
  step,
  tool,
  tools,
} from './problems.ts';
import { mulberry32 } from './mulberry32.ts';

/** What a random problem may have beside the plainest workflow. */
export interface Features {
  /** Steps of a workflow, at most. */
  readonly steps: number;
  /** Tools of a workflow, at most. */
  readonly tools: number;
  readonly shortcuts: number;
  /** Optional steps and several variants, at most this many architectures. */
  readonly architectures: number;
  /** This share of effects is not stated, so that accuracy may be unknown. */
  readonly unknown: number;
  /** Prices may be unknown. */
  readonly unknownPrices: boolean;
  /** Loops may reach into loops that reach further back, and shortcuts may skip verifiers. */
  readonly tangles: boolean;
  /** Latencies without spread, or of two widely separated kinds. */
  readonly jumps: boolean;
  /** Compactions. */
  readonly saves: boolean;
  /** Shortcuts may skip steps in several branches of a parallel block. */
  readonly skipsBranches: boolean;
  /** Shortcuts may skip steps that stream or show progress. */
  readonly skipsSigns: boolean;
}

/** Random small problems with every feature of a workflow. Shrinks by its seed only. */
export function arbitraryProblem(features: Features): fc.Arbitrary<Problem> {
  const seeds = fc.noBias(fc.noShrink(fc.integer({ min: 1, max: 2 ** 31 - 1 })));
  return seeds.map((seed) => new Generator(mulberry32(seed), features).problem());
}

/** The same problems on every run. */
export function sampleProblems(count: number, seed: number, features: Features): Problem[] {
  return fc.sample(arbitraryProblem(features), { numRuns: count, seed });
}

class Generator {
  readonly #uniform: () => number;
  readonly #features: Features;
  readonly #tasks: readonly TaskBase[];
  #size = 1;
  #named = 0;
  #stepsLeft: number;
  #group: ToolGroup | null;

  constructor(uniform: () => number, features: Features) {
    this.#uniform = uniform;
    this.#features = features;
    this.#stepsLeft = features.steps;
    this.#tasks = this.#bases();
    this.#group = features.tools > 0 && this.#chance(0.7) ? this.#toolGroup() : null;
  }

  problem(): Problem {
    const flow = this.#sequence(0, 2 + this.#below(this.#features.steps - 1));
    if (this.#group) flow.splice(this.#below(flow.length + 1), 0, this.#group);
    const plain = problem(flow);
    return {
      ...plain,
      shortcuts: this.#shortcuts(flow),
      accuracy: this.#accuracy(plain),
      traffic: this.#chance(0.7)
        ? {
            requests: 1000 * (1 + this.#below(50)),
            requestsInTwelveMonths: this.#chance(0.5) ? 200_000 : null,
            turns: 1 + this.#below(4),
          }
        : { requests: null, requestsInTwelveMonths: null, turns: 1 },
      people: {
        wrongAnswer: this.#chance(0.3) ? 4 : null,
        escalate: this.#chance(0.3) ? { share: 0.1, cost: 4 } : null,
      },
    };
  }

  #chance(share: number): boolean {
    return this.#uniform() < share;
  }

  /** A whole number in 0..n-1. */
  #below(n: number): number {
    return Math.floor(this.#uniform() * n);
  }

  #between(low: number, high: number): number {
    return low + (high - low) * this.#uniform();
  }

  #oneOf<T>(values: readonly T[]): T {
    const value = values[this.#below(values.length)];
    if (value === undefined) throw new Error('nothing to choose from');
    return value;
  }

  #name(kind: string): string {
    this.#named += 1;
    return `${kind}${this.#named}`;
  }

  /** More choices only while the problem stays small. */
  #mayMultiply(by: number): boolean {
    if (this.#size * by > this.#features.architectures || !this.#chance(0.6)) return false;
    this.#size *= by;
    return true;
  }

  #sequence(depth: number, length: number): Flow[] {
    const flow: Flow[] = [];
    const earlier: string[] = [];
    for (let i = 0; i < length && this.#stepsLeft > 0; i++) {
      const item = this.#item(depth, earlier);
      if ('name' in item) {
        // Untangled, a later loop holds this one as a whole or not at all.
        const redo = this.#features.tangles ? undefined : item.onReject?.redo;
        if (redo === undefined) earlier.push(item.name);
        else earlier.splice(earlier.indexOf(redo) + 1);
      }
      flow.push(item);
    }
    return flow.length > 0 ? flow : [this.#step([])];
  }

  #item(depth: number, earlier: readonly string[]): Flow {
    const kind = depth < 2 ? this.#uniform() : 0;
    if (kind > 0.8) return this.#parallel(depth);
    if (kind > 0.72) return { sequence: this.#sequence(depth + 1, 1 + this.#below(3)) };
    return this.#step(earlier);
  }

  #parallel(depth: number): Flow {
    const branches = Array.from({ length: 2 + this.#below(2) }, () =>
      this.#sequence(depth + 1, 1 + this.#below(2)),
    );
    if (this.#group && this.#chance(0.5)) {
      this.#oneOf(branches).push(this.#group);
      this.#group = null;
    }
    return { parallel: branches };
  }

  #step(earlier: readonly string[]): Step {
    this.#stepsLeft -= 1;
    const shows = this.#chance(0.3);
    const optional = this.#mayMultiply(2);
    const onReject = earlier.length > 0 && this.#chance(0.4) ? this.#onReject(earlier) : null;
    return step(this.#name('step'), this.#options(shows), {
      optional,
      offEffect: optional ? this.#effect() : none(this.#tasks.length),
      // What shows its output does so in every request and at once: elsewhere rule 5 leaves room.
      chance: !shows && this.#chance(0.25) ? this.#between(0.2, 0.9) : 1,
      calls: shows || onReject ? ONCE : this.#calls(),
      streams: shows && this.#chance(0.6),
      showsProgress: shows && this.#chance(0.6),
      onReject,
    });
  }

  #onReject(earlier: readonly string[]): OnReject {
    return {
      redo: this.#oneOf(earlier),
      chance: this.#between(0.03, 0.3),
      times: 1 + this.#below(3),
    };
  }

  /** First output is told on a lattice made for the whole, so let it neither jump nor come too soon. */
  #options(shows: boolean): Option[] {
    const count = this.#mayMultiply(3) ? 3 : this.#mayMultiply(2) ? 2 : 1;
    return Array.from({ length: count }, (_, index) =>
      this.#option(count === 1 ? 'on' : `v${index}`, shows),
    );
  }

  #option(value: string, shows = false): Option {
    return option(value, shows ? this.#smooth(700, 1500) : this.#latency(), {
      ttft: this.#chance(0.5) ? this.#smooth(100, 200) : null,
      call: this.#call(),
      fixedCost: this.#chance(0.15) ? 10 * (1 + this.#below(20)) : 0,
      saves: this.#features.saves && this.#chance(0.1) ? 500 * (1 + this.#below(4)) : 0,
      effect: this.#effect(),
    });
  }

  #latency(): LatencyInput {
    const kind = this.#features.jumps ? this.#uniform() : this.#between(0.25, 1);
    if (kind < 0.1) return point(Math.round(this.#between(20, 300)));
    if (kind < 0.25) return mix([0.9, this.#smooth(50, 400)], [0.1, this.#smooth(500, 1500)]);
    if (kind < 0.4) {
      const p50 = this.#between(80, 600);
      return {
        kind: 'quantiles',
        points: [
          { p: 0.5, ms: p50 },
          { p: 0.95, ms: p50 * this.#between(1.3, 3) },
        ],
        max: this.#chance(0.5) ? p50 * 5 : null,
      };
    }
    return this.#smooth(50, 1500);
  }

  #smooth(low: number, high: number): LatencyInput {
    const from = Math.exp(this.#between(Math.log(low), Math.log(high)));
    return range(from, from * this.#between(1.2, 2.5));
  }

  #calls(): CountDistribution {
    const kind = this.#uniform();
    if (kind < 0.7) return ONCE;
    if (kind < 0.8) return [{ count: 2, share: 1 }];
    return [
      { count: kind < 0.9 ? 0 : 1, share: 0.6 },
      { count: 2, share: 0.3 },
      { count: 3, share: 0.1 },
    ];
  }

  #call(): Option['call'] {
    if (this.#chance(0.5)) return fee(this.#below(20) * 1e-4);
    const price = this.#features.unknownPrices && this.#chance(0.03) ? null : SONNET;
    return modelCall(price, {
      input: 500 + this.#below(6000),
      prefix: this.#below(2000),
      output: this.#below(500),
    });
  }

  #toolGroup(): ToolGroup {
    const orders = this.#oneOf<readonly Order[]>([
      ['series'],
      ['parallel'],
      ['series', 'parallel'],
    ]);
    const list: Tool[] = [];
    for (let count = 1 + this.#below(this.#features.tools); count > 0; count--) {
      list.push(this.#tool());
    }
    this.#size *= 2 ** list.length * (list.length > 1 ? orders.length : 1);
    return tools(list, orders, this.#chance(0.3) ? this.#toolSets(list) : null);
  }

  #tool(): Tool {
    const usedBy = this.#chance(0.7) ? this.#between(0.1, 0.9) : null;
    const several = this.#size * 2 < this.#features.architectures / 16 && this.#chance(0.25);
    if (several) this.#size *= 3 / 2;
    const values = several ? ['v0', 'v1'] : ['on'];
    return tool(
      this.#name('tool'),
      values.map((value) => ({ ...this.#option(value), ttft: null, saves: 0 })),
      {
        usedBy,
        chance: this.#chance(0.2) ? this.#between(0.3, 1) : (usedBy ?? 1),
        calls: this.#calls(),
        keptEffect: none(this.#tasks.length),
        droppedEffect: this.#effect(),
      },
    );
  }

  #toolSets(list: readonly Tool[]): NonNullable<ToolGroup['sets']> {
    const names = list.map(({ name }) => name);
    return [
      { share: 0.5, tools: [] },
      { share: 0.3, tools: names.slice(0, 1) },
      { share: 0.2, tools: names.filter(() => this.#chance(0.5)) },
    ];
  }

  /** Each skips a stretch of the workflow; stretches overlap, cover `tools` and whole blocks. */
  #shortcuts(flow: readonly Flow[]): Shortcut[] {
    const order = namesIn(flow);
    const found: Shortcut[] = [];
    for (let count = this.#below(this.#features.shortcuts + 1); count > 0; count--) {
      const from = this.#below(order.length);
      const skips = order.slice(from, from + 1 + this.#below(3));
      if (!this.#maySkip(flow, skips) || !this.#mayOverlap(flow, skips, found)) continue;
      const optional = this.#mayMultiply(2);
      found.push(
        shortcut(this.#name('shortcut'), skips, this.#between(0.1, 0.6), this.#smooth(5, 100), {
          optional,
          call: fee(this.#below(4) * 1e-4),
          fixedCost: this.#chance(0.3) ? 60 : 0,
          onEffect: this.#effect(),
          offEffect: none(this.#tasks.length),
        }),
      );
    }
    return found;
  }

  #maySkip(flow: readonly Flow[], skips: readonly string[]): boolean {
    const { skipsBranches, skipsSigns, tangles } = this.#features;
    const skipped = stepsIn(flow).filter((step) => skips.includes(step.name));
    const shows = skipped.some((step) => step.streams || step.showsProgress);
    const rejects = skipped.some((step) => step.onReject !== null);
    return (
      (skipsSigns || !shows) &&
      (tangles || !rejects) &&
      (skipsBranches || !spansBranches(flow, skips))
    );
  }

  /** Which goes first when only one of two has to be known before a block is left open. */
  #mayOverlap(
    flow: readonly Flow[],
    skips: readonly string[],
    others: readonly Shortcut[],
  ): boolean {
    const overlapping = others.filter((other) => other.skips.some((name) => skips.includes(name)));
    const spans = spansBranches(flow, skips);
    return overlapping.every((other) => spansBranches(flow, other.skips) === spans);
  }

  #bases(): TaskBase[] {
    const one = (name: string, weight: number): TaskBase => {
      const passed = 800 + this.#below(180);
      return { name, weight, accuracy: passed / 1000, counts: { passed, total: 1000 } };
    };
    return this.#chance(0.5) ? [one('', 1)] : [one('easy', 0.7), one('hard', 0.3)];
  }

  #effect(): Effect {
    if (this.#chance(this.#features.unknown)) return null;
    if (this.#chance(0.3)) return none(this.#tasks.length);
    return this.#tasks.map((): Shift => ({
      mid: this.#between(-0.8, 0.5),
      sd: this.#between(0, 0.3),
    }));
  }

  #accuracy(plain: Problem): AccuracyModel {
    const tasks = this.#tasks;
    const rows = Array.from({ length: this.#below(4) }, () => {
      const requires: Record<string, readonly string[]> = {};
      for (const { name, options, optional } of plain.steps) {
        const values = [...options.map(({ value }) => value), ...(optional ? ['off'] : [])];
        if (this.#chance(0.8)) requires[name] = [this.#oneOf(values)];
      }
      for (const { name, options } of plain.tools?.tools ?? []) {
        requires[name] = options.map(({ value }) => value);
      }
      return row(
        requires,
        tasks.map(({ name, weight }) => counts(140 + this.#below(55), 200, name, weight)),
      );
    });
    return accuracyModel({
      bases: tasks,
      byTask: tasks.length > 1,
      constant: none(tasks.length),
      rows,
    });
  }
}

/** Step names and `tools`, in the order of the workflow. */
function namesIn(flow: readonly Flow[]): string[] {
  return leavesIn(flow).map((leaf) => ('tools' in leaf ? 'tools' : leaf.name));
}

function stepsIn(flow: readonly Flow[]): Step[] {
  return leavesIn(flow).flatMap((leaf) => ('tools' in leaf ? [] : [leaf]));
}

function leavesIn(flow: readonly Flow[]): (Step | ToolGroup)[] {
  return flow.flatMap((item) => {
    if ('parallel' in item) return item.parallel.flatMap(leavesIn);
    return 'sequence' in item ? leavesIn(item.sequence) : [item];
  });
}

/** Skips steps in several branches of a block, and nothing before it. */
function spansBranches(flow: readonly Flow[], skips: readonly string[]): boolean {
  const first = flow.find((item) => namesIn([item]).some((name) => skips.includes(name)));
  if (first === undefined) return false;
  if ('sequence' in first) return spansBranches(first.sequence, skips);
  if (!('parallel' in first)) return false;
  const [branch, ...others] = first.parallel.filter((items) =>
    namesIn(items).some((name) => skips.includes(name)),
  );
  return others.length > 0 || (branch !== undefined && spansBranches(branch, skips));
}
