import type { MatrixRow } from '../../evals/matrix.ts';

/** What composing a row's architecture gives, to stand beside what its eval run measured. */
export interface ComposedFigures {
  /** Milliseconds. */
  readonly p95: number | null;
  /** USD a request. */
  readonly cost: number | null;
}

/** What the solver makes of a row; null where no spec says how the parts work together. */
export type Composed = (row: MatrixRow) => ComposedFigures | null;
