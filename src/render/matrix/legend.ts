import type { EvalMatrix } from '../../evals/matrix.ts';
import { formatCount } from '../../units/count.ts';
import { listed } from '../../units/listed.ts';

/** What the marks of a matrix mean, and what they leave out. */
export function legend({ rows, tasks, compared }: EvalMatrix): string[] {
  const gaps = rows.flatMap((row) =>
    tasks.filter((_, index) => row.tasks[index] === null).map(({ name }) => name),
  );
  const unknown = compared.cost ? rows.filter(({ cost }) => cost === null).length : 0;
  const by = [
    'accuracy',
    ...(compared.latency === null ? [] : [`${compared.latency} latency`]),
    ...(compared.cost ? ['cost'] : []),
  ];
  return [
    `★ best of its column. ◆ no other measured row beats it in ${listed(by)}.`,
    ...(gaps.length === 0
      ? []
      : [`– not run: ${[...new Set(gaps)].join(', ')}; such a row has no overall accuracy.`]),
    ...(unknown === 0
      ? []
      : [
          `${formatCount(unknown)} ${unknown === 1 ? 'row' : 'rows'} of unknown cost: unknown is not free, so ◆ leaves them out.`,
        ]),
  ];
}
