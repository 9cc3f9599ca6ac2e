import type { Architecture } from './architecture.ts';

/** "Did you mean first token?" */
export interface FirstOutput {
  /** The limit on end to end latency that is asked of first output here. */
  readonly asked: { readonly percentile: string; readonly ms: number };
  readonly streams: readonly string[];
  /** Where nothing streams: the step that is supposed to. */
  readonly supposed: string | null;
  readonly firstToken: FirstOutputAnswer | null;
  readonly progress: FirstOutputAnswer | null;
  /** What waiting for a verdict costs the first token, in an architecture. */
  readonly blocking: {
    readonly steps: readonly string[];
    readonly ms: number;
    readonly id: string;
  } | null;
  /** False where only the architectures that none beats end to end were asked. */
  readonly exact: boolean;
}

/** The earliest first output with all limits kept but the one on end to end latency. */
export interface FirstOutputAnswer {
  readonly ms: number;
  /** It keeps the limit that was asked. */
  readonly holds: boolean;
  readonly architecture: Architecture;
  /** Assignments for `--set` that ask this; null where a step has to stream first. */
  readonly set: readonly string[] | null;
}
