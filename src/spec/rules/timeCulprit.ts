import type { Basis } from '../../solver/basis/basis.ts';
import type { BasisThen } from '../../solver/basis/blameForCost.ts';
import type { TimeBlame } from '../../solver/basis/blameForTime.ts';
import { formatCount } from '../../units/count.ts';
import { formatDuration } from '../../units/duration.ts';

/** `answer, whose p95 of a call went from 500 ms to 1.10 s (adds 556 ms)`. */
export function timeCulprit({
  name,
  value,
  of,
  percentile,
  before,
  now,
  amount,
}: TimeBlame): string {
  const what = of === 'call' ? `${percentile} of a call` : `${percentile} to the first token`;
  return `${named(name, value)}, whose ${what} went from ${formatDuration(before)} to ${formatDuration(now)} (adds ${formatDuration(amount)})`;
}

/** Calls a request are kept with three digits. */
const CHANGED = 1.01;

/** `retrieval, called 9 times a request instead of 2`: what can make a request slower without being slower itself. */
export function ranMoreOften({ pillars }: Basis, then: BasisThen): string[] {
  return pillars.flatMap(({ name, value, runs }) => {
    const before = then.pillars.get(name);
    if (before === undefined) return [`${named(name, value)}, which did not run then`];
    if (runs <= before.runs * CHANGED) return [];
    return [`${named(name, value)}, ${calledInstead(before.runs, runs)}`];
  });
}

/** `called 9 times a request instead of 2`. */
export function calledInstead(before: number, now: number): string {
  const often = runsText(now);
  return `called ${often} ${often === '1' ? 'time' : 'times'} a request instead of ${runsText(before)}`;
}

function runsText(runs: number): string {
  return runs < 10 ? String(Number(runs.toPrecision(3))) : formatCount(runs);
}

/** `answer`, with its host where it has one: `answer (llama-8b@a100)`. */
export function named(name: string, value: string): string {
  return value.includes('@') ? `${name} (${value})` : name;
}
