import type { Problem } from '../solver/problem.ts';
import { nearest } from '../units/nearest.ts';
import { namesByComponent } from './stepRuns.ts';

/** Names that a workflow and its traces do not share. */
export interface Foreign {
  /** Components of the workflow that no request ran. */
  readonly untraced: readonly string[];
  /** Components that requests ran and the workflow does not name, most runs first. */
  readonly unnamed: readonly string[];
  /** Which of the unnamed may be which of the untraced. */
  readonly alike: readonly { readonly traced: string; readonly step: string }[];
  /** They have nothing in common: these are the traces of another agent. */
  readonly nothingShared: boolean;
}

/** Compares the names of a workflow with those in its traces. @param runs how often each component ran */
export function foreign(problem: Problem, runs: ReadonlyMap<string, number>): Foreign {
  const names = [...namesByComponent(problem).keys()];
  const untraced = names.filter((name) => !runs.has(name));
  const unnamed = [...runs]
    .filter(([component]) => !names.includes(component))
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([component]) => component);
  return {
    untraced,
    unnamed,
    alike: unnamed.flatMap((traced) => {
      const step = likely(traced, untraced);
      return step === null ? [] : [{ traced, step }];
    }),
    nothingShared: untraced.length === names.length,
  };
}

/** Close in spelling, or one within the other: `vector_search` and `search`. */
function likely(traced: string, untraced: readonly string[]): string | null {
  const near = nearest(traced, untraced);
  if (near !== null) return near;
  const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const mine = plain(traced);
  return untraced.find((name) => mine.includes(plain(name)) || plain(name).includes(mine)) ?? null;
}
