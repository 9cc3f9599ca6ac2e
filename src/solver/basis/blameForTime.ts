import type { Choices } from '../choices.ts';
import { evaluation } from '../evaluation.ts';
import type { TimeCorner } from '../latency.ts';
import type { Problem } from '../problem.ts';
import { asItWas, type TimesThen } from './asItWas.ts';
import type { CallTimes, Pillar } from './pillars.ts';

/** How much of a worse time is due to one thing that changed. */
export interface TimeBlame {
  readonly name: string;
  readonly value: string;
  /** Its call as a whole, or up to its first token: whichever changed more. */
  readonly of: 'call' | 'ttft';
  readonly percentile: keyof CallTimes;
  /** ms of that percentile. */
  readonly before: number;
  readonly now: number;
  /** ms that the figure would be better by, were this one as it was. */
  readonly amount: number;
}

/** Changes of a percentile below this are the rounding of the record. */
const CHANGED = 1.01;

/**
 * What made a percentile of an architecture worse, most guilty first: each thing whose law changed
 * is put back by itself.
 *
 * @param then percentiles as they were recorded, by name
 */
export function blameForTime(
  problem: Problem,
  choices: Choices,
  at: { readonly corner: TimeCorner; readonly p: number },
  now: readonly Pillar[],
  then: ReadonlyMap<string, TimesThen>,
): TimeBlame[] {
  const today = evaluation(problem).candidate(choices).time(at.corner, at.p);
  if (today === null) return [];
  const blames = now.flatMap((pillar): TimeBlame[] => {
    const before = then.get(pillar.name);
    const slower = before && slowerBy(pillar, before);
    if (!before || !slower) return [];
    const undone = evaluation(asItWas(problem, pillar.name, before)).candidate(choices);
    const amount = today - (undone.time(at.corner, at.p) ?? today);
    return amount > 0 ? [{ name: pillar.name, value: pillar.value, ...slower, amount }] : [];
  });
  return blames.toSorted((a, b) => b.amount - a.amount);
}

type Slower = Pick<TimeBlame, 'of' | 'percentile' | 'before' | 'now'>;

/** The call, or its first token: whichever became slower by the larger factor; null where neither did. */
function slowerBy(now: Pillar, then: TimesThen): Slower | null {
  const rises = [
    riseOf('call', now, then),
    now.ttft && then.ttft ? riseOf('ttft', now.ttft, then.ttft) : null,
  ].filter((rise) => rise !== null);
  return rises.toSorted((a, b) => b.now / b.before - a.now / a.before)[0] ?? null;
}

/** Of several percentiles that rose, people know the p95 best. */
function riseOf(of: Slower['of'], now: CallTimes, then: CallTimes): Slower | null {
  const rises = (['p95', 'p99', 'p50'] as const).flatMap((percentile) => {
    const [before, after] = [then[percentile], now[percentile]];
    if (before === undefined || after === undefined || after <= before * CHANGED) return [];
    return [{ of, percentile, before, now: after }];
  });
  return rises[0] ?? null;
}
