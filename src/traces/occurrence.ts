import type { ComponentKind } from './kinds/spanKind.ts';
import type { Span, Usage } from './span.ts';

/** One time that a component ran. */
export interface Occurrence {
  readonly component: string;
  readonly kind: ComponentKind;
  /** Null when no model, or more than one, did the work. */
  readonly model: string | null;
  readonly effort: string | null;
  /** Milliseconds since 1970. */
  readonly startMs: number;
  readonly endMs: number;
  /** Time of its own, without nested components: endMs - startMs, or less. */
  readonly durationMs: number;
  readonly ttftMs: number | null;
  readonly usage: Usage | null;
  /** USD as the source reckons it; null unless every call says. */
  readonly costUsd: number | null;
  readonly failed: boolean;
  /** Not inside a tool that is an agent of its own: what the user waits for. */
  readonly isTopLevel: boolean;
  /** The chat calls that did the work, wrappers left out. */
  readonly chats: readonly Span[];
  /** Place of its outermost span in the trace. */
  readonly at: number;
}
