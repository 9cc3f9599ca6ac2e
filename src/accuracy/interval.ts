/** A central 90% interval of a share; all intervals of this tool are central 90%. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Standard normal quantile of 95%: half the width of a central 90% interval, in standard deviations. */
export const Z90 = 1.6448536269514722;
