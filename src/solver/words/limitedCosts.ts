import type { Cost } from '../cost.ts';
import type { Limits } from '../problem.ts';
import { formatMoney } from '../../units/money.ts';
import { moneyBeside } from './beside.ts';

/** A limit on cost that is stated, in USD. */
interface CostLimit {
  readonly most: number;
  /** `a request`, `a conversation` or `a month`. */
  readonly per: string;
  /** What an architecture costs in the unit of the limit; null where it is unknown. */
  of(cost: HeldCost): number | null;
}

/** The costs that limits are held against. */
export type HeldCost = Pick<Cost, 'perRequest' | 'perConversation' | 'perMonth'>;

/** Every limit on cost that is stated, in the order in which a spec lists them. */
export function costLimits(limit: Limits['cost']): CostLimit[] {
  const all = [
    [limit?.perRequest, 'a request', (cost: HeldCost) => cost.perRequest],
    [limit?.perConversation, 'a conversation', (cost: HeldCost) => cost.perConversation],
    [limit?.perMonth, 'a month', (cost: HeldCost) => cost.perMonth.launch],
  ] as const;
  return all.flatMap(([most, per, of]) =>
    most === null || most === undefined ? [] : [{ most, per, of }],
  );
}

/** `$0.0192 a request`, every cost that is limited beside its limit. */
export function limitedCostWords(limit: Limits['cost'], cost: HeldCost): string[] {
  return costLimits(limit).map(({ most, per, of }) => {
    const usd = of(cost);
    return `${usd === null ? 'unknown' : moneyBeside(usd, most)} ${per}`;
  });
}

/** A cost that is over its limit, in USD. */
export interface MissedCost {
  readonly usd: number;
  readonly most: number;
  readonly per: string;
  /** By which share of the limit. */
  readonly share: number;
}

/** The limit that is missed by the largest share of itself; null where none is known to be. */
export function missedCost(limit: Limits['cost'], cost: HeldCost): MissedCost | null {
  let worst: MissedCost | null = null;
  for (const { most, per, of } of costLimits(limit)) {
    const usd = of(cost) ?? 0;
    const share = (usd - most) / Math.max(most, 1e-12);
    if (share > Math.max(1e-9, worst?.share ?? 0)) worst = { usd, most, per, share };
  }
  return worst;
}

/** `+$0.01 a request`. */
export function missedCostWords({ usd, most, per }: MissedCost): string {
  return `+${formatMoney(usd - most)} ${per}`;
}
