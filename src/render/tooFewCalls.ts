import { LATENCY_TOLERANCE, TIME_CORNERS } from '../solver/candidate.ts';
import type { TimeInterval } from '../solver/latency.ts';
import type { AgentResult, Architecture } from '../solver/result.ts';
import { formatCount } from '../units/count.ts';
import { formatDuration } from '../units/duration.ts';
import { exactDuration } from '../units/exact.ts';
import { TIME_LABELS } from './words.ts';

/** What is said of architectures that keep a limit by their estimate only, as too few calls were measured. */
export function tooFewCallsWords(
  { id, latency, meets }: Architecture,
  limits: AgentResult['limits'],
): string[] {
  // Times are composed when they are read: only those in doubt are.
  const times = {
    latency: () => ({ percentiles: latency.e2e, intervals: latency.interval }),
    ttft: () => ({ percentiles: latency.ttft, intervals: latency.ttftInterval }),
    progress: () => ({ percentiles: latency.progress, intervals: latency.progressInterval }),
  } as const;
  return TIME_CORNERS.flatMap((corner) => {
    if (meets[corner] !== 'unclear') return [];
    const { percentiles, intervals } = times[corner]();
    if (percentiles === null || !intervals) return [];
    return Object.entries(limits[corner] ?? {}).flatMap(([percentile, limit]) => {
      if (!isPrinted(percentile)) return [];
      const what = `${id}: ${TIME_LABELS[corner]}${percentile}`;
      return straddling(what, percentiles[percentile], intervals[percentile], limit);
    });
  });
}

function isPrinted(percentile: string): percentile is 'p50' | 'p90' | 'p95' | 'p99' {
  return ['p50', 'p90', 'p95', 'p99'].includes(percentile);
}

/** Nothing where the whole interval keeps the limit. */
function straddling(
  what: string,
  ms: number,
  { low, high }: TimeInterval,
  limit: number,
): string[] {
  if (high !== null && high <= limit * LATENCY_TOLERANCE) return [];
  if (low === null || high === null)
    return [`${what}: too few calls were measured to say how far off it may be.`];
  // The interval shrinks with the root of the number of calls.
  const times = ((high - ms) / Math.max(limit - ms, limit * 0.001)) ** 2;
  const more =
    times > 100
      ? 'it is so close that more traces would hardly tell'
      : `about ${formatTimes(times)} times as many traces would tell`;
  return [
    `${what} lies between ${formatDuration(low)} and ${formatDuration(high)} by the calls measured, so ${exactDuration(limit)} may be missed; ${more}.`,
  ];
}

function formatTimes(times: number): string {
  return times < 10 ? String(Math.ceil(times * 10) / 10) : formatCount(Math.ceil(times));
}
