import type { Evaluation } from '../table/schema.ts';
import { nearest } from '../units/nearest.ts';
import type { Misfit } from './misfits.ts';
import type { Outcome } from './outcome.ts';

/** Tasks of results that an eval does not declare, and items without one where it tells tasks apart. */
export function taskMisfits(
  evaluation: Evaluation | undefined,
  evalName: string,
  fresh: readonly Outcome[],
): Misfit[] {
  if (evaluation?.tasks === undefined) return [];
  const known = Object.keys(evaluation.tasks);
  const foreign = new Map(
    fresh.flatMap((outcome) =>
      outcome.task !== null && known.includes(outcome.task)
        ? []
        : [[outcome.task, outcome] as const],
    ),
  );
  return [...foreign.keys()].map((task) => ({
    message:
      task === null
        ? `the eval ${evalName} tells tasks apart (${known.join(', ')}), and the results do not say which task an item is`
        : `the eval ${evalName} has no task "${task}"`,
    help: task === null ? '--column task=COLUMN says where it stands' : hint(task, known),
    word: task ?? '',
    line: null,
  }));
}

function hint(task: string, known: readonly string[]): string {
  const near = nearest(task, known);
  return near === null
    ? `tasks: ${known.join(', ')}; are these results of another agent? --eval NAME writes another eval`
    : `did you mean "${near}"?`;
}
