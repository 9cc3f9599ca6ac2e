import { Z90 } from '../accuracy/interval.ts';
import { leafOf } from '../latency/leafOf.ts';
import { type Change, compareSmall } from '../solver/change.ts';
import { formatDuration } from '../units/duration.ts';
import { LEAST, presence } from './changeWords.ts';
import type { Latency } from './latencySchema.ts';

const PERCENTILES = { p50: 0.5, p95: 0.95 } as const;

/**
 * What changed between two latencies of a call: at the median and at p95; where both are what they were,
 * further out, and on average.
 */
export function latencies(
  subject: string,
  what: string,
  a: Latency | undefined,
  b: Latency | undefined,
): Change[] {
  if (!a || !b) return a === b ? [] : [presence(subject, `${what}latency`, a !== undefined)];
  const at = (name: string, p: number) => percentileChange(subject, `${what}${name}`, a, b, p);
  const usual = Object.entries(PERCENTILES).flatMap(([name, p]) => at(name, p));
  if (usual.length > 0) return usual;
  const late = at('p99', 0.99);
  return late.length > 0 ? late : meanChange(subject, `${what}mean`, a, b);
}

const DURATION = { format: formatDuration, least: LEAST };

function percentileChange(subject: string, name: string, a: Latency, b: Latency, p: number) {
  const changes = compareSmall(
    { subject, what: `${name} of a call` },
    quantileOf(a, p),
    quantileOf(b, p),
    DURATION,
  );
  return changes.map((change) => ({
    ...change,
    significant: change.significant && isBeyondNoise(a, b, p),
  }));
}

/** Where all percentiles are alike, only what people typed tells a mean apart from noise. */
function meanChange(subject: string, name: string, a: Latency, b: Latency): Change[] {
  const about = { subject, what: `${name} of a call` };
  const changes = compareSmall(about, leafOf(a.input).mean, leafOf(b.input).mean, DURATION);
  const isTyped = a.n === null && b.n === null;
  return changes.map((change) => ({ ...change, significant: change.significant && isTyped }));
}

/**
 * Whether two percentiles differ by more than the number of calls behind them explains: each has the
 * central 90% interval of its order statistics, and both are combined as in {@link differs}. What
 * was stated by a person has no noise.
 */
function isBeyondNoise(a: Latency, b: Latency, p: number): boolean {
  const [low, high] = quantileOf(a, p) <= quantileOf(b, p) ? [a, b] : [b, a];
  const up = quantileOf(low, upper(low, p)) - quantileOf(low, p);
  const down = quantileOf(high, p) - quantileOf(high, lower(high, p));
  return quantileOf(high, p) - quantileOf(low, p) > Math.hypot(up, down);
}

function quantileOf({ input }: Latency, p: number): number {
  return leafOf(input).quantile(p);
}

/** Ranks of order statistics scatter binomially around n·p. */
function upper({ n }: Latency, p: number): number {
  return n === null ? p : Math.min(1 - 1 / (n + 1), p + Z90 * Math.sqrt((p * (1 - p)) / n));
}

function lower({ n }: Latency, p: number): number {
  return n === null ? p : Math.max(1 / (n + 1), p - Z90 * Math.sqrt((p * (1 - p)) / n));
}
