import type { Variant } from '../table/schema.ts';
import type { TokenKey } from './measurement.ts';

type Means = NonNullable<Variant['tokens']>;
type Sums = NonNullable<Variant['token_sums']>;

/** What cached and written tokens are part of, and what reasoning was taken out of. */
const WHOLE: Partial<Record<TokenKey, TokenKey>> = {
  cached: 'input',
  written: 'input',
  reasoning: 'output',
};

/**
 * Tokens per call, to one decimal, from `[calls that report them, sum]`. Many instrumentations leave out a
 * part that is 0: a part is spread over all calls that report its whole, so that what a call is said to
 * read and to make is what the calls read and made. Null where there are no sums.
 */
export function tokenMeans(sums: Sums): Means | null {
  const means = (Object.entries(sums) as [TokenKey, [number, number]][]).map(([key, [n, sum]]) => {
    const whole = WHOLE[key];
    const calls = whole === undefined ? n : Math.max(n, sums[whole]?.[0] ?? 0);
    return [key, Math.round((sum / calls) * 10) / 10] as const;
  });
  return means.length === 0 ? null : Object.fromEntries(means);
}
