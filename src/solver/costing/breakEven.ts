import { type Hosting, requestsServedBy } from '../../cost/serving/hosting.ts';
import type { Arrivals } from '../../cost/arrivals.ts';
import type { CostCurve } from './costCurve.ts';

/** Volumes in requests a month; `to` is null where it stays so up to the most that was looked at. */
export interface VolumeRange {
  readonly from: number;
  readonly to: number | null;
}

/** Replicas beyond this are not looked at: who needs them negotiates prices. */
const MOST_REPLICAS = 1000;

/**
 * All volumes at which hosting is cheaper than another way. Replicas make the cost of hosting a step
 * function, so the curves may cross many times: each number of replicas is looked at by itself.
 *
 * @param most requests a month up to which to look
 */
export function cheaperVolumes(
  hosted: CostCurve,
  other: CostCurve,
  hosting: Hosting,
  arrivals: Arrivals,
  most: number,
): VolumeRange[] {
  const found: { from: number; to: number }[] = [];
  const isCheaper = (requests: number) => {
    const own = hosted(requests);
    const theirs = other(requests);
    return own !== null && theirs !== null && own < theirs;
  };
  let from = 1;
  for (let replicas = hosting.least; from <= most && replicas < MOST_REPLICAS; replicas++) {
    const end = Math.min(most, Math.floor(requestsServedBy(hosting, replicas, arrivals)));
    if (end < from) continue;
    for (const range of within(isCheaper, from, end)) join(found, range);
    from = end + 1;
  }
  const last = from - 1;
  return found.map((range) => ({ from: range.from, to: range.to >= last ? null : range.to }));
}

/** Where a question is answered by yes between two volumes, in which the answer changes at most twice. */
function within(
  holds: (requests: number) => boolean,
  from: number,
  to: number,
): { from: number; to: number }[] {
  const middle = Math.floor((from + to) / 2);
  const [atStart, atMiddle, atEnd] = [holds(from), holds(middle), holds(to)];
  if (!atStart && !atMiddle && !atEnd) return [];
  const start = atStart ? from : lastWith(holds, false, from, atMiddle ? middle : to) + 1;
  const end = atEnd ? to : lastWith(holds, true, atMiddle ? middle : from, to);
  return [{ from: start, to: end }];
}

/** The last volume with an answer, between one that has it and one that has not. */
function lastWith(
  holds: (requests: number) => boolean,
  answer: boolean,
  from: number,
  to: number,
): number {
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle) === answer) low = middle;
    else high = middle;
  }
  return low;
}

/** Ranges that touch are one. */
function join(ranges: { from: number; to: number }[], next: { from: number; to: number }): void {
  const last = ranges.at(-1);
  if (last !== undefined && next.from <= last.to + 1) last.to = next.to;
  else ranges.push({ ...next });
}
