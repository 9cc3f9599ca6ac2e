import { OUTSIDE } from './building.ts';
import type { Option } from './option.ts';
import type { OptionSets } from './optionSets.ts';

/**
 * Stages in two halves of about equal size, each pruned as it grows. Where only the end counts,
 * stages may change places; where output on the way does, the first half comes first.
 */
export function halves(
  sets: OptionSets,
  stages: readonly Option[][],
): [before: Option[], after: Option[]] {
  const ordered = stages.some(([option]) => (option?.signs.length ?? 0) > 0);
  return ordered ? inOrder(sets, stages) : byValue(sets, stages);
}

function byValue(sets: OptionSets, stages: readonly Option[][]): [Option[], Option[]] {
  const parts: [Option[] | null, Option[] | null] = [null, null];
  for (const stage of stages.toSorted((a, b) => b.length - a.length)) {
    const side = (parts[0]?.length ?? 1) <= (parts[1]?.length ?? 1) ? 0 : 1;
    const before = parts[side];
    parts[side] = before === null ? stage : sets.inSeries(before, stage, OUTSIDE);
  }
  return [parts[0] ?? sets.nothing(), parts[1] ?? sets.nothing()];
}

/** Grows from both ends, the smaller one first. */
function inOrder(sets: OptionSets, stages: readonly Option[][]): [Option[], Option[]] {
  let from = 0;
  let to = stages.length;
  let before: Option[] | null = null;
  let after: Option[] | null = null;
  while (from < to) {
    if ((before?.length ?? 1) <= (after?.length ?? 1)) {
      const stage: Option[] = stages[from] ?? sets.nothing();
      before = before === null ? stage : sets.inSeries(before, stage, OUTSIDE);
      from += 1;
    } else {
      to -= 1;
      const stage: Option[] = stages[to] ?? sets.nothing();
      after = after === null ? stage : sets.inSeries(stage, after, OUTSIDE);
    }
  }
  return [before ?? sets.nothing(), after ?? sets.nothing()];
}
