import type { Table } from '../table/schema.ts';
import { shareToYaml } from '../units/share.ts';
import { flow, key } from './rowText.ts';
import type { EvalEdit } from './tableEdit.ts';
import { type Tally, totalOf } from './tally.ts';

/** What a new eval is against: the architecture that was asked for, else the first one without shortcuts. */
export function newBaseline(
  tallies: readonly Tally[],
  wanted: ReadonlyMap<string, string>,
  { components }: Table,
): EvalEdit['baseline'] {
  const asked = tallies.filter(({ architecture }) =>
    [...wanted].every(([name, value]) => architecture[name] === value),
  );
  const [chosen] = (asked.length > 0 ? asked : tallies).toSorted(
    (a, b) => memoriesIn(a, components) - memoriesIn(b, components),
  );
  if (chosen === undefined) return { accuracy: '0%', architecture: '{}' };
  const counts = totalOf(chosen);
  const names = Object.keys(components);
  return {
    accuracy: shareToYaml(Number((counts.passed / counts.total).toFixed(4))),
    architecture: flow(
      Object.entries(chosen.architecture)
        .filter(([name]) => name !== 'tools')
        .sort(([a], [b]) => names.indexOf(a) - names.indexOf(b))
        .map(([name, value]) => `${key(name)}: ${key(value)}`),
    ),
  };
}

/** Shortcuts in use: a baseline is what runs without them, unless someone says otherwise. */
function memoriesIn({ architecture }: Tally, components: Table['components']): number {
  return Object.entries(architecture).filter(
    ([name, value]) => components[name]?.kind === 'memory' && value !== 'off',
  ).length;
}

/** Shares of the tasks among the items of one architecture, in hundredths of a percent that sum to 100%. */
export function taskShares(each: Tally | undefined): string | null {
  if (each === undefined) return null;
  const all = totalOf(each).total;
  const entries = [...each.passed];
  let left = 10_000;
  const shares = entries.map(([task, counts], index) => {
    const share = index === entries.length - 1 ? left : Math.round((counts.total / all) * 10_000);
    left -= share;
    return `${key(task)}: ${shareToYaml(share / 10_000)}`;
  });
  return flow(shares);
}
