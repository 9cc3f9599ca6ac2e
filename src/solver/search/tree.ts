import type { Law } from '../../latency/law.ts';
import { earliestOf, latestOf } from './envelope.ts';
import { costOf, type Option } from './option.ts';
import type { Times } from './times.ts';

/** Options with bounds on what any of them can do together with others. */
export interface Node {
  readonly options: readonly Option[];
  readonly children: readonly [Node, Node] | null;
  /** A time that none of the options beats at any percentile. */
  readonly fastest: Times;
  readonly cost: number;
  readonly scores: readonly number[];
  readonly tools: number;
  readonly worth: number;
  /** A time that none of the options exceeds at any percentile; the dearest, the least accurate on each task. */
  readonly slowest: Times;
  readonly dearest: number;
  readonly lowest: readonly number[];
}

/** Below this many options, pairs are looked at one by one. */
const LEAF = 8;

/** Halves options by what spreads them most, down to a few. */
export function tree(options: readonly Option[]): Node {
  return new Group(options, options.length <= LEAF ? null : halves(options));
}

/** Figures are enclosed at once, times when they are first asked for: few searches ask for both ends. */
class Group implements Node {
  readonly options: readonly Option[];
  readonly children: readonly [Node, Node] | null;
  readonly cost: number;
  readonly scores: readonly number[];
  readonly tools: number;
  readonly worth: number;
  readonly dearest: number;
  readonly lowest: readonly number[];
  #fastest: Times | null = null;
  #slowest: Times | null = null;

  constructor(options: readonly Option[], children: readonly [Node, Node] | null) {
    const parts = children ?? options.map(figuresOf);
    this.options = options;
    this.children = children;
    this.cost = Math.min(...parts.map((part) => part.cost));
    this.dearest = Math.max(...parts.map((part) => part.dearest));
    this.scores = byTask(
      parts.map((part) => part.scores),
      Math.max,
    );
    this.lowest = byTask(
      parts.map((part) => part.lowest),
      Math.min,
    );
    this.tools = Math.max(...parts.map((part) => part.tools));
    this.worth = Math.max(...parts.map((part) => part.worth));
  }

  get fastest(): Times {
    this.#fastest ??= timesAround(
      this.children?.map((child) => child.fastest) ?? this.options,
      earliestOf,
    );
    return this.#fastest;
  }

  get slowest(): Times {
    this.#slowest ??= timesAround(
      this.children?.map((child) => child.slowest) ?? this.options,
      latestOf,
    );
    return this.#slowest;
  }
}

function figuresOf(
  option: Option,
): Pick<Node, 'cost' | 'dearest' | 'scores' | 'lowest' | 'tools' | 'worth'> {
  const cost = costOf(option);
  const { scores, tools, worth } = option;
  return { cost, dearest: cost, scores, lowest: scores, tools, worth };
}

/** The best, or the worst, that any has on each task. */
function byTask(
  all: readonly (readonly number[])[],
  pick: (...values: number[]) => number,
): readonly number[] {
  return (all[0] ?? []).map((_, task) => pick(...all.map((scores) => scores[task] ?? 0)));
}

function halves(options: readonly Option[]): [Node, Node] {
  const key = widest(options);
  const sorted = [...options].sort((a, b) => key(a) - key(b));
  const middle = sorted.length >> 1;
  return [tree(sorted.slice(0, middle)), tree(sorted.slice(middle))];
}

/** The figure that varies most, relative to its size. */
function widest(options: readonly Option[]): (option: Option) => number {
  const keys = [
    (option: Option) => option.law.mean,
    (option: Option) => finite(costOf(option)),
    (option: Option) => Math.exp(total(option.scores) / Math.max(1, option.scores.length)),
  ];
  const spread = (key: (option: Option) => number) => {
    const values = options.map(key);
    const low = Math.min(...values);
    const high = Math.max(...values);
    return high > 0 ? (high - low) / high : 0;
  };
  return keys.reduce((best, key) => (spread(key) > spread(best) ? key : best));
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 1e9;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Times no later (or no earlier) than any of the given ones. */
function timesAround(all: readonly Times[], around: (laws: readonly Law[]) => Law): Times {
  const signs = all[0]?.signs ?? [];
  return {
    law: around(all.map(({ law }) => law)),
    signs: signs.map((_, index) => {
      const own = all.flatMap((times) => times.signs[index] ?? []);
      return {
        shown: around(own.map(({ shown }) => shown)),
        waiting: around(own.map(({ waiting }) => waiting)),
      };
    }),
  };
}
