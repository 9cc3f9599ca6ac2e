import type { Component } from './system.ts';

/** A change of accuracy that a table states, in 0..1; both ends are the same where it states one figure. */
export interface Change {
  readonly low: number;
  readonly high: number;
}

/** A change in log odds, and how sure it is. */
export interface Shift {
  readonly mid: number;
  readonly sd: number;
}

const logit = (share: number) => Math.log(share / (1 - share));

/**
 * What a table states of running a component in some way rather than as the baseline does: of having it
 * or not, and of its variant. Null where an effect is unknown.
 *
 * @param value a variant, `on` or `off`
 * @param baseline the variant that the baseline runs, or `off`
 */
export function changesOf(component: Component, value: string, baseline: string): Change[] | null {
  const changes: Change[] = [];
  if ((value === 'off') !== (baseline === 'off')) {
    const { points } = component;
    if (points === null && component.kind !== 'tool') return null;
    if (points !== null) changes.push(value === 'off' ? removed(points) : points);
  }
  const way = component.ways.find(({ name }) => name === value);
  const reference = component.ways.find(({ name }) => name === baseline) ?? component.ways[0];
  if (way === undefined || reference === undefined || way.name === reference.name) return changes;
  if (way.points !== null) return [...changes, way.points];
  const alike = way.model === reference.model && way.effort === reference.effort;
  return alike || component.kind === 'tool' ? changes : null;
}

const removed = ({ low, high }: Change): Change => ({ low: -high, high: -low });

/** Nothing changes, and the table says so. */
export function isNothing(points: Change | null): boolean {
  return points !== null && points.low === 0 && points.high === 0;
}

/**
 * Changes against the accuracy that the baseline has on a task, as one shift in log odds. One figure is
 * off by half of itself; a range is a central 90% interval.
 */
export function shiftFrom(base: number, changes: readonly Change[]): Shift {
  let mid = 0;
  let variance = 0;
  for (const { low, high } of changes) {
    const own = logit(base + (low + high) / 2) - logit(base);
    const sd =
      low === high
        ? Math.abs(own) / 2
        : (ending(base + high) - ending(base + low)) / (2 * 1.6448536269514722);
    mid += own;
    variance += sd ** 2;
  }
  return { mid, sd: Math.sqrt(variance) };
}

/** A range may end at 0 or 100%. */
const ending = (share: number) => logit(Math.min(0.999, Math.max(0.001, share)));
