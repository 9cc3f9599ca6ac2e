/**
 * What a model charges, in USD per token (files state USD per million tokens).
 * Cached and written tokens without a price of their own are charged as input; a missing input or
 * output price is unknown, never free.
 */
export interface Price {
  readonly input: number | null;
  readonly output: number | null;
  /** Reading a token from the prompt cache. */
  readonly cached: number | null;
  /** Writing a token to the prompt cache kept for 5 minutes. */
  readonly write5m: number | null;
  /** Writing a token to the prompt cache kept for 1 hour. */
  readonly write1h: number | null;
  /** Long-context tiers: once a call's input exceeds `tokens`, the whole call is charged by `price`. Ascending. */
  readonly above: readonly { readonly tokens: number; readonly price: Omit<Price, 'above'> }[];
}
