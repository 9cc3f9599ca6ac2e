import type { AggregatorState } from '../../aggregate.ts';
import type { RangeResult, Written } from './member.ts';
import type { Range } from './plan.ts';
import type { OwnedSegment, Spill } from './spilledSpans.ts';

/** What a thread is asked to do; it does one thing at a time. */
export type Order =
  | { readonly kind: 'scan'; readonly range: Range }
  | { readonly kind: 'written' }
  | { readonly kind: 'open'; readonly spills: readonly Spill[] }
  | { readonly kind: 'measure'; readonly segments: readonly OwnedSegment[] }
  | { readonly kind: 'state' };

/** What it says; `progress` comes any number of times before the answer to a `scan`. */
export type Answer =
  | { readonly kind: 'progress'; readonly bytes: number; readonly spans: number }
  | { readonly kind: 'scanned'; readonly result: RangeResult }
  | { readonly kind: 'written'; readonly written: Written }
  | { readonly kind: 'done' }
  | { readonly kind: 'state'; readonly state: AggregatorState }
  | { readonly kind: 'failed'; readonly code: string | null; readonly message: string };
