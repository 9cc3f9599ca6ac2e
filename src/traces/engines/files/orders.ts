import type { AggregatorState } from '../../aggregate.ts';
import type { RangeResult, WrittenFile } from './member.ts';
import type { Range } from './plan.ts';

/** What a thread is asked to do; it does one thing at a time. */
export type Order =
  | { readonly kind: 'scan'; readonly range: Range }
  | { readonly kind: 'written' }
  | { readonly kind: 'open'; readonly written: readonly WrittenFile[] }
  | { readonly kind: 'measure'; readonly partition: number }
  | { readonly kind: 'state' };

/** What it says; `progress` comes any number of times before the answer to a `scan`. */
export type Answer =
  | { readonly kind: 'progress'; readonly bytes: number; readonly spans: number }
  | { readonly kind: 'scanned'; readonly result: RangeResult }
  | { readonly kind: 'written'; readonly written: WrittenFile }
  | { readonly kind: 'done' }
  | { readonly kind: 'state'; readonly state: AggregatorState }
  | { readonly kind: 'failed'; readonly code: string | null; readonly message: string };
