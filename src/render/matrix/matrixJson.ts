import type { EvalMatrix } from '../../evals/matrix.ts';
import { readings } from '../../evals/readings.ts';

/** An eval matrix as data: shares in 0..1, latency in ms, cost in USD per item. */
export function matrixJson(matrix: EvalMatrix): Record<string, unknown> {
  const { tasks, rows, compared } = matrix;
  const changed = readings(matrix)?.changed ?? [];
  return {
    tasks: Object.fromEntries(tasks.map(({ name, share }) => [name, share])),
    comparedBy: [
      'accuracy',
      ...(compared.latency ? [`latency.${compared.latency}`] : []),
      ...(compared.cost ? ['cost'] : []),
    ],
    measured: rows.map((row) => ({
      name: row.label,
      architecture: row.architecture,
      accuracy: row.overall,
      tasks: Object.fromEntries(tasks.map(({ name }, index) => [name, row.tasks[index] ?? null])),
      latency: row.latency,
      cost: row.cost,
      infraFailures: row.failures,
      delta: row.delta,
      onFrontier: row.onFrontier,
    })),
    rankingChanges: changed.map(({ row, leftOut, asWrong, places, onFrontier }) => ({
      name: row.label,
      leftOut: { accuracy: leftOut, place: places[0], onFrontier: onFrontier[0] },
      asWrong: { accuracy: asWrong, place: places[1], onFrontier: onFrontier[1] },
    })),
  };
}
