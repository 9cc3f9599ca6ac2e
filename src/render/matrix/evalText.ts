import type { EvalMatrix } from '../../evals/matrix.ts';
import type { Composed } from './composedFigures.ts';
import { matrixText } from './matrixText.ts';
import { readingsText } from './readingsText.ts';
import { type SuggestedEval, suggestionsText } from './suggestions.ts';

/** One eval of a table, ready to be written in any format. */
export interface ShownEval {
  readonly matrix: EvalMatrix;
  readonly composed: Composed;
  /** What to measure next. */
  readonly next: readonly SuggestedEval[];
}

/** Everything that is known of an eval, for the terminal. */
export function evalText({ matrix, composed, next }: ShownEval, width: number): string {
  const rows = matrix.rows.length;
  const heading = `${matrix.eval}: ${rows} measured ${rows === 1 ? 'architecture' : 'architectures'}`;
  if (rows === 0) return `${heading}; the baseline is stated, not measured`;
  return [
    heading,
    matrixText(matrix, width, composed),
    readingsText(matrix, width),
    suggestionsText(next, width),
  ]
    .filter((text) => text !== null)
    .join('\n\n');
}
