import type { Candidate } from './candidate.ts';

/** Figures that differ by less than this share of them tie. */
const ROUNDING = 1e-9;

/** Fixed order among candidates: cheaper, faster, more accurate, id; unknown last (docs/rules.md). */
export function compareCandidates(a: Candidate, b: Candidate): number {
  return (
    ascending(a.cost.perRequest, b.cost.perRequest) ||
    ascending(asPrinted(a.primaryTime), asPrinted(b.primaryTime)) ||
    ascending(negated(a.accuracy.value), negated(b.accuracy.value)) ||
    (a.id < b.id ? -1 : 1)
  );
}

/** Times that print alike are alike: six significant digits. */
export function asPrinted(ms: number): number {
  return Number.isFinite(ms) ? Number(ms.toPrecision(6)) : ms;
}

function negated(value: number | null): number | null {
  return value === null ? null : -value;
}

/** Unknown after known; differences within rounding are ties. */
export function ascending(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (a === b) return 0;
  if (
    Number.isFinite(a) &&
    Number.isFinite(b) &&
    Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b))
  )
    return 0;
  return a < b ? -1 : 1;
}
