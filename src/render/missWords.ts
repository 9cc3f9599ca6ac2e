import type { NearMiss } from '../solver/result.ts';
import { listed } from '../units/listed.ts';
import { formatDuration } from '../units/duration.ts';
import { formatMoney } from '../units/money.ts';
import { formatPoints } from '../units/points.ts';

/** `+573 ms and −2.1 points`. */
export function missWords({ misses }: Pick<NearMiss, 'misses'>): string {
  const parts = [
    ...(['latency', 'ttft', 'progress'] as const).flatMap((corner) => {
      const ms = misses[corner];
      return ms === undefined
        ? []
        : [
            `+${formatDuration(ms)}${corner === 'latency' ? '' : ` to ${corner === 'ttft' ? 'the first token' : 'first progress'}`}`,
          ];
    }),
    ...(misses.accuracy === undefined ? [] : [formatPoints(-misses.accuracy)]),
    ...(misses.cost === undefined ? [] : [`+${formatMoney(misses.cost)}`]),
  ];
  return listed(parts);
}
