import { displayWidth, padded } from '../../units/displayWidth.ts';

/** A figure with its interval on a scale, in the units of the scale. */
export interface Interval {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Known from measurement: a full dot; predicted: a hollow one. */
  readonly measured: boolean;
}

/** From which figure to which a chart reaches, and where a line is drawn through all rows. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly line: number | null;
}

/** One row of a chart: `   ├──●──┤   ┆`. Whoever sees no colours tells measured from predicted, too. */
export function intervalRow(
  { value, low, high, measured }: Interval,
  scale: Scale,
  width: number,
): string {
  const cells = Array.from({ length: width }, () => ' ');
  const place = (at: number) => columnOf(at, scale, width);
  if (scale.line !== null) cells[place(scale.line)] = '┆';
  if (low !== null && high !== null) {
    const [from, to] = [place(low), place(high)];
    for (let at = from; at <= to; at += 1) cells[at] = '─';
    cells[from] = '├';
    cells[to] = '┤';
  }
  if (value !== null) cells[place(value)] = measured ? '●' : '○';
  return cells.join('');
}

/** What the ends of a scale and its line are called, above a chart of the same width. */
export function scaleRow(scale: Scale, width: number, words: (at: number) => string): string {
  const [first, last] = [words(scale.from), words(scale.to)];
  const line = scale.line === null ? '' : words(scale.line);
  const at = scale.line === null ? 0 : columnOf(scale.line, scale, width);
  const start = Math.round(at - displayWidth(line) / 2 + 0.5);
  const fits =
    start > displayWidth(first) && start + displayWidth(line) < width - displayWidth(last);
  const begun = fits ? padded(first, start) + line : first;
  return begun + padded(last, width - displayWidth(begun), 'right');
}

function columnOf(at: number, { from, to }: Scale, width: number): number {
  const share = to > from ? (at - from) / (to - from) : 0;
  // Rounded first, so that a figure falls into the same column before and after it was saved.
  const column = Math.round(Number((share * (width - 1)).toFixed(3)));
  return Math.max(0, Math.min(width - 1, column));
}
