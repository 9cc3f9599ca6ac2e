import type { Tokens } from '../cost/tokens.ts';
import type { Way } from './ways.ts';

/** Tokens of one call as the cost corner takes them; what a table does not state is none. */
export function callTokens(stated: Way['tokens']): Tokens {
  return {
    input: stated?.input ?? 0,
    prefix: stated?.prefix ?? 0,
    cached: stated?.cached ?? 0,
    written: stated?.written ?? 0,
    written1h: stated?.written_1h ?? 0,
    output: stated?.output ?? 0,
    reasoning: stated?.reasoning ?? 0,
  };
}
