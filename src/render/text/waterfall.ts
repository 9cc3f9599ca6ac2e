/** One part of a whole, drawn from where the parts before it ended. */
export interface Part {
  readonly start: number;
  readonly length: number;
}

/** Each figure with the sum of those before it. */
export function stacked(figures: readonly number[]): Part[] {
  let start = 0;
  return figures.map((length) => {
    const part = { start, length };
    start += length;
    return part;
  });
}

/**
 * A part as a bar below the end of the bar above; one too short to see is a mark where it would be.
 *
 * @param total what takes up `width` columns
 */
export function waterfallBar({ start, length }: Part, total: number, width: number): string {
  if (!(total > 0) || !(length > 0)) return '';
  const column = (at: number) => Math.min(width, Math.max(0, Math.round((at / total) * width)));
  const [from, to] = [column(start), column(start + length)];
  return to > from
    ? ' '.repeat(from) + '█'.repeat(to - from)
    : `${' '.repeat(Math.min(from, width - 1))}▏`;
}
