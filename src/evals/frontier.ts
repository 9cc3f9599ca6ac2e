import type { EvalMatrix, MatrixRow } from './matrix.ts';

/** p95 where every row that has a latency has one, else the mean. */
export function latencyFigure(rows: readonly MatrixRow[]): 'p95' | 'mean' | null {
  const timed = rows.flatMap(({ latency }) => (latency === null ? [] : [latency]));
  if (timed.length === 0) return null;
  if (timed.every(({ p95 }) => p95 !== null)) return 'p95';
  return timed.some(({ mean }) => mean !== null) ? 'mean' : null;
}

/**
 * The measured rows that no other one beats in accuracy, latency and cost. What nothing in the eval
 * records is not compared; a row that lacks what others have is unknown there, never best.
 *
 * @param accuracyOf another reading of the rows' accuracy than the measured one
 */
export function frontierOf(
  rows: readonly MatrixRow[],
  compared: EvalMatrix['compared'],
  accuracyOf: (row: MatrixRow) => number | null = ({ overall }) => overall?.value ?? null,
): MatrixRow[] {
  const known = rows.flatMap((row) => {
    const figures = [
      negated(accuracyOf(row)),
      ...(compared.latency === null ? [] : [row.latency?.[compared.latency] ?? null]),
      ...(compared.cost ? [row.cost] : []),
    ];
    const complete = figures.filter((figure) => figure !== null);
    return complete.length === figures.length ? [{ row, figures: complete }] : [];
  });
  return known
    .filter(({ figures }) => !known.some((other) => beats(other.figures, figures)))
    .map(({ row }) => row);
}

function negated(value: number | null): number | null {
  return value === null ? null : -value;
}

/** Less is better everywhere: at least as good, and better somewhere. */
function beats(a: readonly number[], b: readonly number[]): boolean {
  return (
    a.every((figure, index) => figure <= (b[index] ?? 0)) &&
    a.some((figure, index) => figure < (b[index] ?? 0))
  );
}
