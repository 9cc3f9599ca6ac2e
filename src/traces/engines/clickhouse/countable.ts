import type { SpanSource } from '../rows/spanSource.ts';
import type { CountShape } from './countQuery.ts';
import type { Selection } from './selection.ts';

/** A table whose spans can be counted where they lie. */
export interface Countable {
  readonly shape: CountShape;
  /** With a margin around the period, for whole traces. */
  readonly selection: Selection;
  /** The rows of the period alone. */
  readonly exact: Selection;
  /** One trace in so many is read whole. */
  readonly oneIn: number;
  /** SQL of a number that spans have in common which look the same. */
  readonly signature: (withNames: boolean) => string;
  /** The spans of one trace in so many, with their signatures. */
  readonly sample: (signature: string) => SpanSource<unknown[]>;
  /** The spans of these traces, with their signatures. */
  readonly traces: (signature: string, ids: readonly string[]) => SpanSource<unknown[]>;
}
