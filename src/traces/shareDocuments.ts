import { shareToYaml } from '../units/share.ts';
import { wholeShares } from './wholeShares.ts';

/** How shares of counts are written into a table: the same whether measured at once or merged. */

/** To 0.1%, or to two digits where that would say nothing. */
export function shareDocument(part: number, of: number): string {
  const share = part / of;
  return shareToYaml(
    share >= 0.01 && share <= 0.99
      ? Math.round(share * 1000) / 1000
      : Number(share.toPrecision(share > 0.5 ? 4 : 2)),
  );
}

/** Requests by number of calls; null when every request has one. */
export function callsDocument(
  calls: readonly { readonly count: number; readonly requests: number }[],
): Record<string, string> | null {
  if (calls.every(({ count }) => count === 1)) return null;
  const shares = wholeShares(calls.map(({ requests }) => requests));
  const entries = calls.map(({ count }, index) => [count, shares[index] ?? 0] as const);
  return Object.fromEntries(
    entries.filter(([, share]) => share > 0).map(([count, share]) => [count, shareToYaml(share)]),
  );
}

export interface ToolSetCount {
  readonly tools: readonly string[];
  readonly requests: number;
}

/** Sets too rare to have a share are left out; null where no request used a tool. */
export function toolSetsDocument(sets: readonly ToolSetCount[]): [string, string[]][] | null {
  if (!sets.some(({ tools }) => tools.length > 0)) return null;
  const shares = wholeShares(sets.map(({ requests }) => requests));
  return sets.flatMap(({ tools }, index): [string, string[]][] => {
    const share = shares[index] ?? 0;
    return share > 0 ? [[shareToYaml(share), [...tools]]] : [];
  });
}
