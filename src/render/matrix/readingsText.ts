import type { EvalMatrix } from '../../evals/matrix.ts';
import { readings } from '../../evals/readings.ts';
import { formatShare } from '../../units/share.ts';
import { textTable } from '../text/textTable.ts';
import { wrap } from '../text/wrap.ts';

/** Where it matters whether failures to answer are left out or count as wrong; null where it does not. */
export function readingsText(matrix: EvalMatrix, width: number): string | null {
  const found = readings(matrix);
  if (found === null) return null;
  const table = textTable(
    [
      { head: 'architecture' },
      { head: 'left out', align: 'right' },
      { head: 'place', align: 'right', optional: 1 },
      { head: 'as wrong', align: 'right' },
      { head: 'place', align: 'right', optional: 1 },
      { head: '', breaksTo: 7 },
    ],
    found.changed.map(({ row, leftOut, asWrong, places, onFrontier }) => [
      row.label,
      formatShare(leftOut, 1),
      String(places[0]),
      formatShare(asWrong, 1),
      String(places[1]),
      frontierWords(onFrontier),
    ]),
    width,
  );
  const line =
    'The ranking hangs on items that got no answer (time-outs, rate limits, API errors): left out, as above, or counted as wrong answers.';
  return `${wrap(line, width)}\n${table}`;
}

function frontierWords([leftOut, asWrong]: readonly [boolean, boolean]): string {
  if (leftOut === asWrong) return '';
  return leftOut ? '◆ only if left out' : '◆ only as wrong';
}
