/** Tokens of one model call, on average. */
export interface Tokens {
  /** Everything the model reads, history and cached tokens included. */
  readonly input: number;
  /** The static leading part of the input (system prompt, tools); never reduced by compaction. */
  readonly prefix: number;
  /** Part of the input that was read from the prompt cache. */
  readonly cached: number;
  /** Part of the input that was written to the prompt cache for 5 minutes. */
  readonly written: number;
  /** Part of the input that was written to the prompt cache for 1 hour. */
  readonly written1h: number;
  /** Visible output, reasoning excluded. */
  readonly output: number;
  /** Hidden reasoning, charged as output. */
  readonly reasoning: number;
}
