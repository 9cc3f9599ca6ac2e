import { costOf, type Option } from './option.ts';
import { envelope } from './envelope.ts';
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
  const children = options.length <= LEAF ? null : halves(options);
  const parts = children ?? options.map(boundsOf);
  const tasks = options[0]?.scores ?? [];
  return {
    options,
    children,
    fastest: timesAround(
      parts.map((part) => part.fastest),
      Math.max,
    ),
    cost: Math.min(...parts.map((part) => part.cost)),
    scores: tasks.map((_, task) => Math.max(...parts.map((part) => part.scores[task] ?? 0))),
    tools: Math.max(...parts.map((part) => part.tools)),
    worth: Math.max(...parts.map((part) => part.worth)),
    slowest: timesAround(
      parts.map((part) => part.slowest),
      Math.min,
    ),
    dearest: Math.max(...parts.map((part) => part.dearest)),
    lowest: tasks.map((_, task) => Math.min(...parts.map((part) => part.lowest[task] ?? 0))),
  };
}

function boundsOf(option: Option): Omit<Node, 'options' | 'children'> {
  const cost = costOf(option);
  const { scores, tools, worth } = option;
  return {
    fastest: option,
    cost,
    scores,
    tools,
    worth,
    slowest: option,
    dearest: cost,
    lowest: scores,
  };
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
function timesAround(all: readonly Times[], pick: (a: number, b: number) => number): Times {
  const signs = all[0]?.signs ?? [];
  return {
    law: envelope(
      all.map(({ law }) => law),
      pick,
    ),
    signs: signs.map((_, index) => {
      const own = all.flatMap((times) => times.signs[index] ?? []);
      return {
        shown: envelope(
          own.map(({ shown }) => shown),
          pick,
        ),
        waiting: envelope(
          own.map(({ waiting }) => waiting),
          pick,
        ),
      };
    }),
  };
}
