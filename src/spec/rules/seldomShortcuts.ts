import type { Problem } from '../../solver/problem.ts';
import type { AgentSpec } from '../schema.ts';
import { highestPercentile } from './highestPercentile.ts';

/** A shortcut that hits fewer requests than a limited percentile leaves out. */
export interface SeldomShortcut {
  /** Its place among the agent's shortcuts. */
  readonly index: number;
  readonly use: string;
  /** Share of requests that it hits, 0..1. */
  readonly hit: number;
}

/** What cannot rescue a percentile: the slow requests are those that miss (rule 3). */
export interface Seldom {
  /** The highest percentile that is limited, 0..1. */
  readonly p: number;
  readonly shortcuts: readonly SeldomShortcut[];
}

/** Shortcuts that leave a percentile to the requests that miss; those that skip one step together count together. */
export function seldomShortcuts(problem: Problem, { shortcuts = [] }: AgentSpec): Seldom {
  const p = highestPercentile(problem);
  const together = (skips: readonly string[]) =>
    1 -
    shortcuts
      .filter((other) => other.skips.some((step) => skips.includes(step)))
      .reduce((missed, { hit }) => missed * (1 - hit), 1);
  return {
    p,
    shortcuts: shortcuts.flatMap(({ use, hit, skips }, index) =>
      hit === 0 || together(skips) >= p ? [] : [{ index, use, hit }],
    ),
  };
}
