import { frontierOf } from './frontier.ts';
import type { EvalMatrix, MatrixRow } from './matrix.ts';

/** Where it matters whether items without an answer are left out or taken as wrong. */
export interface Readings {
  /** Rows whose place by accuracy, or on the frontier, is not the same in both readings. */
  readonly changed: readonly {
    readonly row: MatrixRow;
    /** Accuracy if failures are left out, and if they count as wrong. */
    readonly leftOut: number;
    readonly asWrong: number;
    /** Places from 1; equal accuracies share one. */
    readonly places: readonly [leftOut: number, asWrong: number];
    readonly onFrontier: readonly [leftOut: boolean, asWrong: boolean];
  }[];
}

/** @returns null when no item failed, or when both readings rank the rows alike */
export function readings({ rows, compared }: EvalMatrix): Readings | null {
  const known = rows.filter(({ overall }) => overall !== null);
  if (known.every(({ failures }) => failures === 0)) return null;
  const fronts = [
    new Set(frontierOf(known, compared)),
    new Set(frontierOf(known, compared, asWrong)),
  ] as const;
  const changed = known.flatMap((row) => {
    const places = [placeOf(row, known, leftOut), placeOf(row, known, asWrong)] as const;
    const onFrontier = [fronts[0].has(row), fronts[1].has(row)] as const;
    if (places[0] === places[1] && onFrontier[0] === onFrontier[1]) return [];
    return [{ row, leftOut: leftOut(row), asWrong: asWrong(row), places, onFrontier }];
  });
  return changed.length === 0 ? null : { changed };
}

function leftOut({ overall }: MatrixRow): number {
  return overall?.value ?? 0;
}

/** Failures spread over tasks as the answered items are: the table keeps their number only. */
function asWrong({ overall, failures }: MatrixRow): number {
  return overall === null ? 0 : (overall.value * overall.items) / (overall.items + failures);
}

function placeOf(
  row: MatrixRow,
  rows: readonly MatrixRow[],
  accuracyOf: (row: MatrixRow) => number,
): number {
  return 1 + rows.filter((other) => accuracyOf(other) > accuracyOf(row) + ROUNDING).length;
}

const ROUNDING = 1e-12;
