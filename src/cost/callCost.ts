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
  const input = Math.max(Math.min(tokens.prefix, tokens.input), tokens.input - saved);
  const tier = priceFor(price, input);
  const cached = Math.min(tokens.cached, input);
  const written = Math.min(tokens.written, input - cached);
  return sum([
    charge(input - cached - written, tier.input),
    charge(cached, tier.cached ?? tier.input),
    charge(written, tier.write5m ?? tier.input),
    charge(tokens.output + tokens.reasoning, tier.output),
  ]);
}

function charge(tokens: number, price: number | null): number | null {
  if (tokens === 0) return 0;
  return price === null ? null : tokens * price;
}

function sum(parts: readonly (number | null)[]): number | null {
  return parts.reduce((total, part) => (total === null || part === null ? null : total + part), 0);
}

function priceFor(price: Price, input: number): Omit<Price, 'above'> {
  return price.above.findLast((tier) => input > tier.tokens)?.price ?? price;
}
