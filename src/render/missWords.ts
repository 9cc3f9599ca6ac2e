import type { AgentResult, NearMiss } from '../solver/result.ts';
import { missedCost, missedCostWords } from '../solver/words/limitedCosts.ts';
import { listed } from '../units/listed.ts';
import { formatDuration } from '../units/duration.ts';
import { formatPoints } from '../units/points.ts';

/** What a time is missed to; end to end goes without saying. */
const TO = { latency: '', ttft: ' to the first token', progress: ' to first progress' } as const;

/** `+573 ms and −2.1 points`. */
export function missWords(
  { misses, cost }: Pick<NearMiss, 'misses' | 'cost'>,
  { limits }: Pick<AgentResult, 'limits'>,
): string {
  const missed = missedCost(limits.cost, cost);
  return listed([
    ...(['latency', 'ttft', 'progress'] as const).flatMap((corner) => {
      const ms = misses[corner];
      return ms === undefined ? [] : [`+${formatDuration(ms)}${TO[corner]}`];
    }),
    ...(misses.accuracy === undefined ? [] : [formatPoints(-misses.accuracy)]),
    ...(missed === null ? [] : [missedCostWords(missed)]),
  ]);
}
