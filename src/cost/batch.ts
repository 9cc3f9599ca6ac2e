import type { Price } from './price.ts';

/** What a batch charges, as shares of the list price. */
export interface BatchTerms {
  /** Of input, output and cache writes. */
  readonly tokens: number;
  /** Of cache reads; some providers give no discount on them. */
  readonly cached: number;
}

/** Within this a batch is done or has expired: the published guarantee of Anthropic, OpenAI and Google (2026). */
export const BATCH_GUARANTEE_HOURS = 24;

/** "Most batches finish in less than 1 hour" (Anthropic, Message Batches, 2026). */
export const BATCH_TYPICAL_HOURS = 1;

/** The prices of a batch. */
export function batchPrice(price: Price, terms: BatchTerms): Price {
  return {
    ...discounted(price, terms),
    above: price.above.map((tier) => ({ ...tier, price: discounted(tier.price, terms) })),
  };
}

function discounted(
  price: Omit<Price, 'above'>,
  { tokens, cached }: BatchTerms,
): Omit<Price, 'above'> {
  return {
    input: times(price.input, tokens),
    output: times(price.output, tokens),
    cached: times(price.cached, cached),
    write5m: times(price.write5m, tokens),
    write1h: times(price.write1h, tokens),
  };
}

function times(price: number | null, share: number): number | null {
  return price === null ? null : price * share;
}

/**
 * USD on average when a share of batched requests expires: those are not billed, and run again at the
 * list price.
 */
export function withExpiry(batched: number, listed: number, expired: number): number {
  return (1 - expired) * batched + expired * listed;
}
