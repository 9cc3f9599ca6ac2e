import type { LoadedSpec } from '../spec/load.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import { MOST_PRICE_DAYS } from '../spec/rules/priceAge.ts';
import { UsageError } from './usageError.ts';

const DAY = 86_400_000;

/**
 * A warning for each price list that was checked too long ago.
 *
 * @param now a day, as in 2026-11-22; default today
 */
export function oldPrices(checked: LoadedSpec['checked'], now: string | undefined): Diagnostic[] {
  const today = now === undefined ? Date.now() : Date.parse(now);
  if (Number.isNaN(today))
    throw new UsageError(`--now takes a day, not "${now}"`, 'as in --now 2026-11-22');
  return Object.entries(checked).flatMap(([list, day]): Diagnostic[] => {
    const age = day === null ? 0 : Math.floor((today - Date.parse(day)) / DAY);
    if (age <= MOST_PRICE_DAYS) return [];
    return [
      {
        code: 'prices-stale',
        severity: 'warning',
        message: `the prices of ${list} were checked on ${day}, ${age} days ago`,
        help: 'a newer release has newer ones; prices: and gpus: in the table override any of them',
        file: `tables/${list}.yaml`,
        range: null,
      },
    ];
  });
}
