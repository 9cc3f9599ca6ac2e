import { earliestOf } from './envelope.ts';
import type { Option } from './option.ts';

/**
 * Half as many options, each as good in everything as both of the two it stands for: no promise of
 * the originals is lost, though some of the new ones may not be kept. Options that agree with
 * different measured rows stay apart.
 */
export function mergePairs<T extends Option>(options: readonly T[]): (T & { merged: boolean })[] {
  const groups = new Map<string, T[]>();
  for (const option of options) {
    const label = `${option.unknown}${option.rows}`;
    groups.set(label, [...(groups.get(label) ?? []), option]);
  }
  return [...groups.values()].flatMap((group) => {
    const sorted = group.toSorted((a, b) => b.worth - a.worth || a.law.mean - b.law.mean);
    const pairs: (T & { merged: boolean })[] = [];
    for (let index = 0; index < sorted.length; index += 2) {
      const [one, other] = [sorted[index], sorted[index + 1]];
      if (one && other) pairs.push(bestOfBoth(one, other));
      else if (one) pairs.push({ merged: false, ...one });
    }
    return pairs;
  });
}

function bestOfBoth<T extends Option>(a: T, b: T): T & { merged: boolean } {
  const law = earliestOf([a.law, b.law]);
  return {
    ...a,
    law,
    again: { law, signs: [] },
    cost: Math.min(a.cost, b.cost),
    costAgain: Math.min(a.costAgain, b.costAgain),
    fixed: Math.min(a.fixed, b.fixed),
    scores: a.scores.map((score, task) => Math.max(score, b.scores[task] ?? score)),
    tools: Math.max(a.tools, b.tools),
    worth: Math.max(a.worth, b.worth),
    served: a.served | b.served,
    merged: true,
  };
}
