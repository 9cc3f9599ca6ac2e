import type { Law } from '../../latency/law.ts';
import { seriesCdf } from '../../latency/joinCdf.ts';
import { cdfAt } from '../../latency/quantile.ts';
import type { Bounds } from './building.ts';
import { costOf, type Option } from './option.ts';

/** Far above what two ways to sum the same probabilities differ by. */
const ROUNDING = 1e-9;

/** Whether a stretch of every request keeps the bounds. */
export function isWithin(option: Option, bounds: Bounds): boolean {
  return (
    costOf(option) <= bounds.cost &&
    bounds.ends.every(({ p, ms }) => cdfAt(option.law, ms) >= p - ROUNDING)
  );
}

/** Whether two stretches in series are sure to break a bound: told at a fraction of what forming them takes. */
export function isSurelyBeyond(one: Option, other: Option, bounds: Bounds): boolean {
  const cost = one.cost + other.cost + (one.fixed + other.fixed);
  return cost > bounds.cost || isSurelySlower(one.law, other.law, bounds);
}

/** Whether two times in series are sure to be too long. */
export function isSurelySlower(one: Law, other: Law, { ends }: Bounds): boolean {
  return ends.some(({ p, ms }) => seriesCdf(one, other, ms) < p - ROUNDING);
}
