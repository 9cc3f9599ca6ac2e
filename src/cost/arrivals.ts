/** When requests come, beside how many there are a month. */
export interface Arrivals {
  /** Hours a day with traffic. */
  readonly activeHours: number;
  /** The busiest hour against the average one. */
  readonly peak: number;
  /** Time between two requests of a conversation. */
  readonly gap: Gap;
}

/** A law of waiting times, as far as caches need it. Times in ms. */
export interface Gap {
  readonly mean: number;
  /** P(G <= t). */
  within(ms: number): number;
  /** E[min(G, t)] in ms. */
  meanUpTo(ms: number): number;
}

/** Hours are counted over months of 30 days, as GPU clouds bill 720 hours. */
export const DAYS = 30;

/** An exponential gap: nothing is known but its mean. */
export function exponentialGap(mean: number): Gap {
  return {
    mean,
    within: (ms) => (mean === 0 ? 1 : 1 - Math.exp(-ms / mean)),
    meanUpTo: (ms) => mean * (mean === 0 ? 0 : 1 - Math.exp(-ms / mean)),
  };
}

/** Arrivals per active hour. */
export function perActiveHour(
  perMonth: number,
  { activeHours }: Pick<Arrivals, 'activeHours'>,
): number {
  return perMonth / (DAYS * activeHours);
}

/** Arrivals per second in the busiest hour. */
export function perPeakSecond(perMonth: number, arrivals: Arrivals): number {
  return (perActiveHour(perMonth, arrivals) * arrivals.peak) / 3600;
}
