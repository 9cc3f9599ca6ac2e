import type { TableDocument, Variant } from '../table/schema.ts';
import { billedDocument } from './tableFromMeasurement.ts';
import { tokenMeans } from './tokenMeans.ts';

type TokenSums = NonNullable<Variant['token_sums']>;
type TokenKey = keyof TokenSums;

/** Tokens of both, by kind; null when one of the two has means without sums. */
export function mergedTokenSums(old: Variant | undefined, fresh: Variant): TokenSums | null {
  const a = old?.tokens === undefined ? {} : old.token_sums;
  const b = fresh.tokens === undefined ? {} : fresh.token_sums;
  if (a === undefined || b === undefined) return null;
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])] as TokenKey[];
  if (keys.length === 0) return null;
  return Object.fromEntries(
    keys.map((key) => {
      const [n, sum] = a[key] ?? [0, 0];
      const [more, added] = b[key] ?? [0, 0];
      return [key, [n + more, sum + added]];
    }),
  );
}

/** What the source says a call cost, over the calls of both; undefined when there is nothing new. */
export function mergedBilled(
  old: Variant['billed'],
  fresh: Variant['billed'],
): { n: number; mean: string } | undefined {
  if (fresh === undefined) return undefined;
  const before = old ?? { n: 0, mean: 0 };
  const n = before.n + fresh.n;
  return billedDocument({ n, sum: before.mean * before.n + fresh.mean * fresh.n });
}

/** Means per call: of the sums where they are known, else weighed by the calls that were measured. */
export function mergedTokens(
  old: Variant | undefined,
  fresh: Variant,
  sums: TokenSums | null,
): TableDocument['components'][string]['tokens'] {
  if (fresh.tokens === undefined) return undefined;
  if (sums !== null) return { ...old?.tokens, ...tokenMeans(sums) };
  const known = old?.tokens ?? {};
  const weight = (old?.latency?.n ?? 0) / ((old?.latency?.n ?? 0) + (fresh.latency?.n ?? 0) || 1);
  const merged = Object.entries(fresh.tokens).map(([key, value]) => {
    const before = known[key as keyof typeof known];
    return [
      key,
      before === undefined || value === undefined
        ? value
        : Math.round((before * weight + value * (1 - weight)) * 10) / 10,
    ];
  });
  return { ...known, ...Object.fromEntries(merged) };
}
