/** Significant digits that a saved result keeps. */
const DIGITS = 6;

/** A figure as a saved result has it, so that the same is printed before and after it was saved. */
export function asSaved(figure: number): number {
  return Number(figure.toPrecision(DIGITS));
}
