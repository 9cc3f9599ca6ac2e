/** Percentile limits in the order they were stated: all must hold, the first is minimised and shown. */
export type LatencyLimits = readonly { readonly p: number; readonly ms: number }[];

export interface Limits {
  readonly latency: LatencyLimits | null;
  readonly ttft: LatencyLimits | null;
  readonly progress: LatencyLimits | null;
  /** Latency was stated as a deadline. */
  readonly deadline: boolean;
  readonly accuracy: {
    readonly atLeast: number;
    readonly tasks: ReadonlyMap<string, number>;
  } | null;
  readonly tools: ToolsLimit;
  /** `tools` was written in the spec rather than defaulted. */
  readonly toolsStated: boolean;
  readonly cost: CostLimits | null;
}

export type ToolsLimit =
  | { readonly kind: 'all' }
  | { readonly kind: 'named'; readonly tools: readonly string[] }
  | { readonly kind: 'atLeast'; readonly count: number };

/** USD; null where not limited. */
export interface CostLimits {
  readonly perRequest: number | null;
  readonly perConversation: number | null;
  readonly perMonth: number | null;
}
