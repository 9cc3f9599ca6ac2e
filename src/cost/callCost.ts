import type { Price } from './price.ts';
import type { Tokens } from './tokens.ts';

/**
 * USD for one model call. Cached and written tokens are parts of the input; reasoning is charged as output.
 *
 * Null when a price that is needed is missing.
 *
 * @param saved input tokens that an earlier compaction took off this call; the static prefix stays
 */
export function callCost(price: Price, tokens: Tokens, saved = 0): number | null {
  const input =
    saved === 0
      ? tokens.input
      : Math.max(Math.min(tokens.prefix, tokens.input), tokens.input - saved);
  const tier = priceFor(price, input);
  const cached = Math.min(tokens.cached, input);
  const written = Math.min(tokens.written, input - cached);
  const written1h = Math.min(tokens.written1h, input - cached - written);
  const fresh = input - cached - written - written1h;
  const total =
    charge(fresh, tier.input) +
    charge(cached, tier.cached ?? tier.input) +
    charge(written, tier.write5m ?? tier.input) +
    charge(written1h, tier.write1h ?? tier.write5m ?? tier.input) +
    charge(tokens.output + tokens.reasoning, tier.output);
  return Number.isNaN(total) ? null : total;
}

/** NaN for tokens without a price, so that a sum with them is unknown. */
function charge(tokens: number, price: number | null): number {
  return tokens === 0 ? 0 : tokens * (price ?? Number.NaN);
}

function priceFor(price: Price, input: number): Omit<Price, 'above'> {
  let found: Omit<Price, 'above'> = price;
  for (const tier of price.above) if (input > tier.tokens) found = tier.price;
  return found;
}
