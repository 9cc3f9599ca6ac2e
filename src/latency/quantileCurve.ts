import { pchipSlopes } from './pchipSlopes.ts';

/** Log of a duration as an increasing function of the normal score of its probability. */
export interface QuantileCurve {
  /** Normal scores of the stated quantiles, increasing, at least two. */
  readonly scores: readonly number[];
  /** ln ms of the stated quantiles, non-decreasing. */
  readonly logs: readonly number[];
  /** d ln ms / d score at the stated quantiles; the ends' go on for ever. */
  readonly slopes: readonly number[];
}

/** The monotone cubic through the stated quantiles. */
export function quantileCurve(scores: readonly number[], logs: readonly number[]): QuantileCurve {
  return { scores, logs, slopes: pchipSlopes(scores, logs) };
}

/** ln ms at a normal score. */
export function logAt(curve: QuantileCurve, score: number): number {
  const { scores, logs, slopes } = curve;
  const last = scores.length - 1;
  if (score <= scores[0]!) return onLine(score, scores[0]!, logs[0]!, slopes[0]!);
  if (score >= scores[last]!) return onLine(score, scores[last]!, logs[last]!, slopes[last]!);
  const i = pieceOf(scores, score);
  return hermite(curve, i, score);
}

/** The normal score at which the curve reaches a given ln ms: the inverse of {@link logAt}. */
export function scoreAt(curve: QuantileCurve, log: number): number {
  const { scores, logs, slopes } = curve;
  const last = scores.length - 1;
  if (log < logs[0]!) return scores[0]! + (log - logs[0]!) / slopes[0]!;
  if (log > logs[last]!) return scores[last]! + (log - logs[last]!) / slopes[last]!;
  if (log === logs[last]!) return scores[last]!;
  return solve(curve, pieceOf(logs, log), log);
}

function onLine(x: number, x0: number, y0: number, slope: number): number {
  return slope === 0 ? y0 : y0 + slope * (x - x0);
}

/** Largest i with knots[i] <= x, where x lies before the last knot. */
function pieceOf(knots: readonly number[], x: number): number {
  let i = 0;
  while (i < knots.length - 2 && knots[i + 1]! <= x) i++;
  return i;
}

function hermite(curve: QuantileCurve, i: number, x: number): number {
  const { scores, logs, slopes } = curve;
  const width = scores[i + 1]! - scores[i]!;
  const t = (x - scores[i]!) / width;
  const rise = logs[i + 1]! - logs[i]!;
  const start = slopes[i]! * width;
  const end = slopes[i + 1]! * width;
  return logs[i]! + t * (start + t * (3 * rise - 2 * start - end + t * (start + end - 2 * rise)));
}

function hermiteSlope(curve: QuantileCurve, i: number, x: number): number {
  const { scores, logs, slopes } = curve;
  const width = scores[i + 1]! - scores[i]!;
  const t = (x - scores[i]!) / width;
  const rise = (logs[i + 1]! - logs[i]!) / width;
  const start = slopes[i]!;
  const end = slopes[i + 1]!;
  return start + t * (2 * (3 * rise - 2 * start - end) + 3 * t * (start + end - 2 * rise));
}

/** Newton's method inside a shrinking bracket: the piece is monotone but may be flat somewhere. */
function solve(curve: QuantileCurve, i: number, log: number): number {
  let low = curve.scores[i]!;
  let high = curve.scores[i + 1]!;
  let x = low + ((high - low) * (log - curve.logs[i]!)) / (curve.logs[i + 1]! - curve.logs[i]!);
  for (let round = 0; round < 60; round++) {
    const miss = hermite(curve, i, x) - log;
    if (miss > 0) high = x;
    else low = x;
    const next = x - miss / hermiteSlope(curve, i, x);
    const kept = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(kept - x) < 1e-13) return kept;
    x = kept;
  }
  return x;
}
