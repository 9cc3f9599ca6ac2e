import { formatCount } from '../../units/count.ts';

/** Requests a month in the unit that the agent's traffic has: `8,000 conversations`, `320 requests`. */
export function volumeWords(requests: number, turns: number): string {
  const count = volumeCount(requests, turns);
  return `${count} ${turns > 1 ? 'conversations' : 'requests'}`;
}

/** The same without its unit, three digits from a million on: `8,000`, `2.03M`. */
export function volumeCount(requests: number, turns: number): string {
  const count = requests / turns;
  return count < 1e6 ? formatCount(Math.round(count)) : `${(count / 1e6).toPrecision(3)}M`;
}
