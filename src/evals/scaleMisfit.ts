import { amount, textOf } from './itemValue.ts';
import type { Misfit } from './misfits.ts';
import type { EvalRecord } from './record.ts';

/** Grades from A to F, with the plus and minus of some schools; C by itself also says correct. */
const GRADE = /^(?:[ABDEF][+-]?|C[+-])$/iu;

/** One entry in twenty may be a slip; it is left out, and said. */
const SLIPS = 0.05;

/**
 * Scores on another scale than 0 to 1. Some of them would read as right or wrong answers, such as the 1 of
 * 1 to 5 and the C of A to F, and the others be left out: so none of them counts.
 */
export function scaleMisfit(records: readonly EvalRecord[], column: string): Misfit | null {
  const scored = records
    .map(({ fields, line }) => ({ text: textOf(fields[column]), line }))
    .filter(({ text }) => text !== '');
  const above = scored.filter(({ text }) => (amount(text) ?? 0) > 1);
  const grades = scored.filter(({ text }) => GRADE.test(text));
  const [first] = above.length >= grades.length ? above : grades;
  if (first === undefined || above.length + grades.length <= SLIPS * scored.length) return null;
  const most = above.reduce((max, { text }) => Math.max(max, Number(text)), 0);
  const what = most > 0 ? `goes up to ${most}` : `holds grades such as "${first.text}"`;
  return {
    code: 'wrong-value',
    message: `"${column}" ${what}: it takes true, false, or a score from 0 to 1`,
    help: 'bring the scores to 0..1, or take another column: --column correct=COLUMN',
    word: first.text,
    line: first.line,
  };
}
