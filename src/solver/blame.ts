import { asItWas, type Pillar } from './basis.ts';
import type { Choices } from './choices.ts';
import { evaluation } from './evaluation.ts';
import type { TimeCorner } from './latency.ts';
import type { Problem } from './problem.ts';

/** Figures of one call as they once were, and USD a request. */
export interface Then {
  readonly p50: number;
  readonly p95: number;
  readonly cost: number | null;
}

/** How much of a worse figure is due to one thing that changed. */
export interface Blame {
  readonly name: string;
  readonly before: Then;
  readonly now: Pillar;
  /** ms or USD that the figure would be better by, were this one as it was. */
  readonly amount: number;
}

/** Changes of a call's percentile below this are the rounding of the record. */
const CHANGED = 0.01;

/**
 * What made a percentile of an architecture worse, most guilty first: each thing whose law changed
 * is put back by itself, its law redrawn through the two percentiles that were recorded.
 */
export function blameForTime(
  problem: Problem,
  choices: Choices,
  at: { readonly corner: TimeCorner; readonly p: number },
  now: readonly Pillar[],
  then: ReadonlyMap<string, Then>,
): Blame[] {
  const today = evaluation(problem).candidate(choices).time(at.corner, at.p);
  if (today === null) return [];
  const blames = now.flatMap((pillar): Blame[] => {
    const before = then.get(pillar.name);
    if (before === undefined || !isSlower(pillar, before)) return [];
    const undone = evaluation(asItWas(problem, pillar.name, before)).candidate(choices);
    const amount = today - (undone.time(at.corner, at.p) ?? today);
    return amount > 0 ? [{ name: pillar.name, before, now: pillar, amount }] : [];
  });
  return blames.toSorted((a, b) => b.amount - a.amount);
}

function isSlower(now: Pillar, then: Then): boolean {
  return now.p50 > then.p50 * (1 + CHANGED) || now.p95 > then.p95 * (1 + CHANGED);
}

/** What made an architecture dearer, most guilty first; USD a request. */
export function blameForCost(now: readonly Pillar[], then: ReadonlyMap<string, Then>): Blame[] {
  const blames = now.flatMap((pillar): Blame[] => {
    const before = then.get(pillar.name);
    if (before === undefined || before.cost === null || pillar.cost === null) return [];
    const amount = pillar.cost - before.cost;
    return amount > CHANGED * before.cost
      ? [{ name: pillar.name, before, now: pillar, amount }]
      : [];
  });
  return blames.toSorted((a, b) => b.amount - a.amount);
}
