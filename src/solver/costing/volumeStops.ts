import type { Problem } from '../problem.ts';

/** Round figures of a decade, about as far apart as people tell volumes apart. */
const SERIES = [1, 1.5, 2, 3, 5, 7];

/** Volumes to look at reach from a tenth of the launch to this many times the year's end. */
const TIMES_LATER = 1000;

/**
 * Volumes in conversations (requests where there are none) a month, ascending: round figures with the
 * launch and the twelfth month among them. Empty without traffic.
 */
export function volumeStops({ traffic }: Pick<Problem, 'traffic'>): number[] {
  const { requests, requestsInTwelveMonths: later, turns } = traffic;
  if (requests === null || !(requests > 0)) return [];
  const own = [requests / turns, ...(later === null || !(later > 0) ? [] : [later / turns])];
  const [low, high] = [Math.min(...own) / 10, Math.max(...own) * TIMES_LATER];
  const round: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    for (const figure of SERIES) round.push(Number((figure * 10 ** power).toPrecision(3)));
  }
  const within = round.filter((volume) => volume >= low && volume <= high && volume >= 1);
  return [...new Set([...within, ...own])].sort((a, b) => a - b);
}
