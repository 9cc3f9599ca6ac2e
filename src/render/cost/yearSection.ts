import type { AgentCost } from '../../solver/costing/agentCost.ts';
import { formatMoney } from '../../units/money.ts';
import { formatShare } from '../../units/share.ts';
import { moneyOrUnknown } from '../words.ts';
import type { Section } from './section.ts';
import { volumeWords } from './volumeWords.ts';

/** Months in a line. */
const QUARTER = 3;

/** What the twelve months from launch cost, a quarter in a line. */
export function yearSection({ year, traffic }: AgentCost): Section[] {
  if (year === null) return [];
  const launch = year.months[0]?.requests ?? 0;
  const growth = (year.months[1]?.requests ?? launch) / launch - 1;
  const months = year.months.map(({ cost }) => moneyOrUnknown(cost));
  const linear =
    year.totalIfLinear === null
      ? ''
      : ` (${formatMoney(year.totalIfLinear)} if it grows by the same number every month)`;
  return [
    {
      title: `Twelve months, from ${volumeWords(launch, traffic.turns)} by ${formatShare(growth, 0)} a month: ${moneyOrUnknown(year.total)}${linear}`,
      table: {
        columns: [
          { head: 'months' },
          ...Array.from({ length: QUARTER }, () => ({ head: '', align: 'decimal' as const })),
        ],
        rows: [1, 4, 7, 10].map((first) => [
          `${first}–${first + QUARTER - 1}`,
          ...months.slice(first - 1, first - 1 + QUARTER),
        ]),
      },
    },
  ];
}
