/** Log odds of a share strictly between 0 and 1. */
export function logOdds(share: number): number {
  return Math.log(share / (1 - share));
}

/** The share (0..1) whose log odds are `x`. */
export function fromLogOdds(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
