import type { AgentResult } from '../solver/result.ts';
import { formatCount } from '../units/count.ts';
import { formatDuration } from '../units/duration.ts';

/** Whole requests as measured, and how far off the composed figure is. */
export function measuredWords({ today, measured }: AgentResult): string[] {
  if (measured === null) return [];
  const n = measured.n === null ? '' : ` (n = ${formatCount(measured.n)})`;
  const line = `measured, whole requests: p50 ${formatDuration(measured.p50)}, p95 ${formatDuration(measured.p95)}${n}`;
  const composed = today?.latency.e2e.p95;
  if (composed === undefined || Math.abs(composed / measured.p95 - 1) <= WORTH_A_WORD)
    return [line];
  return [
    `${line}. That is not what was composed: the traces may mix architectures, or steps may depend on one another.`,
  ];
}

/** A gap between measured and composed p95 above this is said. */
const WORTH_A_WORD = 0.1;
