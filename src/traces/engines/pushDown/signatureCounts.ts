import type { DurationState } from '../../durationTally.ts';
import type { ExactSumState } from '../../exactSum.ts';
import type { TokenCount } from '../../measurement.ts';
import type { SpanRejection } from '../../readers/otlpSpan.ts';
import type { VariantState } from '../../variantTally.ts';

/**
 * Spans that look the same (a signature: name, attributes that tell what a span is, outcome), counted
 * where they lie. Everything in it adds: over servers, days and tables.
 */
export interface SignatureCounts extends VariantState {
  readonly signature: string;
  readonly n: number;
  /** Traces that hold such a span; equal ones where there is one only. */
  readonly examples: readonly [string, string];
  /** First start and last end, in ms since 1970. */
  readonly from: number;
  readonly to: number;
}

/** Spans that cannot be measured, counted where they lie. */
export interface RejectedCounts {
  readonly reason: SpanRejection;
  readonly n: number;
  /** The first of their span ids. */
  readonly first: string;
}

export interface Counts {
  readonly signatures: readonly SignatureCounts[];
  readonly rejected: readonly RejectedCounts[];
}

/** What {@link VariantState} keeps apart. */
export const PARTS = ['latency', 'ttft', 'tokens', 'billed'] as const;

export type Part = (typeof PARTS)[number];

/** Whether two counts of the same spans agree in a part of them. */
export function agree(a: VariantState, b: VariantState, part: Part): boolean {
  switch (part) {
    case 'tokens':
      return a.tokens.every((count, at) => sameCount(count, b.tokens[at]));
    case 'billed':
      return a.billed === b.billed && sameSum(a.billedSum, b.billedSum);
    default:
      return sameDurations(a[part], b[part]);
  }
}

function sameCount(a: TokenCount, b: TokenCount | undefined): boolean {
  return a.n === b?.n && a.sum === b.sum;
}

function sameSum(a: ExactSumState, b: ExactSumState): boolean {
  return a.carries === b.carries && a.ns === b.ns;
}

function sameDurations(a: DurationState, b: DurationState): boolean {
  if (a.n !== b.n || !sameSum(a.sum, b.sum) || a.histogram.zeros !== b.histogram.zeros)
    return false;
  if (a.histogram.bins.size !== b.histogram.bins.size) return false;
  return [...a.histogram.bins].every(([bin, count]) => b.histogram.bins.get(bin) === count);
}
