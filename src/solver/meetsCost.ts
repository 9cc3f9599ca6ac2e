import type { Verdict } from './candidate.ts';
import type { CostLimits } from './problem.ts';

/** Money is compared up to rounding only. */
const ROUNDING = 1e-9;

/**
 * Whether costs are within all limits that are stated; unclear where one of those is unknown.
 *
 * @param costs of an architecture, by what may be limited: USD, null where unknown
 */
export function meetsCost(limits: CostLimits, costs: CostLimits): Verdict {
  const pairs = [
    [costs.perRequest, limits.perRequest],
    [costs.perConversation, limits.perConversation],
    [costs.perMonth, limits.perMonth],
  ] as const;
  const stated = pairs.filter(([, most]) => most !== null);
  if (stated.some(([cost]) => cost === null)) return 'unclear';
  const within = stated.every(([cost, most]) => (cost ?? 0) <= (most ?? 0) * (1 + ROUNDING));
  return within ? 'yes' : 'no';
}
