import { displayWidth, padded } from '../../units/displayWidth.ts';

/** A figure in three parts: up to its decimal point, the decimals, and its unit. */
const FIGURE = /^([^\d]*[\d,]+)(\.\d+)?([^\d].*)?$/u;

/**
 * Figures of a column, one below the other by their decimal points: ` 1.80 s`, `11.8 s`. What is no figure (`–`, `unknown`) stands at the right.
 */
export function alignDecimals(cells: readonly string[]): string[] {
  const alike = inOneUnit(cells);
  const parts = alike.map((cell) => FIGURE.exec(cell));
  const units = new Set(parts.flatMap((found) => found?.[3]?.trim() ?? []));
  // By their points, 2 min would look shorter than 30 s.
  if (LONG.some((unit) => units.has(unit)) && units.size > 1) return [...cells];
  const whole = Math.max(0, ...parts.map((found) => displayWidth(found?.[1] ?? '')));
  const after = (found: RegExpExecArray | null) => `${found?.[2] ?? ''}${found?.[3] ?? ''}`;
  const rest = Math.max(0, ...parts.map((found) => displayWidth(after(found))));
  const aligned = parts.map((found, index) =>
    found === null
      ? (alike[index] ?? '')
      : padded(found[1] ?? '', whole, 'right') + padded(after(found), rest),
  );
  const width = Math.max(0, ...aligned.map(displayWidth));
  return aligned.map((cell) => padded(cell, width, 'right'));
}

/** Units that figures in seconds are not converted to. */
const LONG = ['min', 'h', 'd'];

const MILLISECONDS = /^([^\d]*)(\d+)(?:\.(\d+))? ms$/u;

/** Times of which some are in seconds are all in seconds, to a millisecond. */
function inOneUnit(cells: readonly string[]): readonly string[] {
  if (!cells.some((cell) => /\d s$/u.test(cell))) return cells;
  return cells.map((cell) => {
    const found = MILLISECONDS.exec(cell);
    if (found === null) return cell;
    const [, sign = '', whole = '', decimals = ''] = found;
    const seconds = Number(`${whole}.${decimals}`) / 1000;
    return seconds < 0.0005 && seconds > 0 ? `${sign}<0.001 s` : `${sign}${seconds.toFixed(3)} s`;
  });
}
