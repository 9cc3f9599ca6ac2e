import type { AgentCost } from '../../solver/costing/agentCost.ts';
import { formatMoney } from '../../units/money.ts';
import { formatShare } from '../../units/share.ts';
import { moneyOrUnknown } from '../words.ts';
import type { Section } from './section.ts';
import { volumeWords } from './volumeWords.ts';

/** Months in a line. */
const HALF = 6;

/** What the twelve months from launch cost, half a year in a line. */
export function yearSection({ year, traffic }: AgentCost): Section[] {
  if (year === null) return [];
  const first = year.months[0]?.requests ?? 0;
  const growth = (year.months[1]?.requests ?? first) / first - 1;
  const months = year.months.map(({ cost }) => moneyOrUnknown(cost));
  const linear =
    year.totalIfLinear === null
      ? ''
      : ` (${formatMoney(year.totalIfLinear)} if it grows by the same number every month)`;
  return [
    {
      title: `Twelve months, from ${volumeWords(first, traffic.turns)} by ${formatShare(growth, 0)} a month: ${moneyOrUnknown(year.total)}${linear}`,
      table: {
        columns: [
          { head: '' },
          ...Array.from({ length: HALF }, () => ({ head: '', align: 'decimal' as const })),
        ],
        rows: [
          [`months 1–${HALF}`, ...months.slice(0, HALF)],
          [`${HALF + 1}–12`, ...months.slice(HALF)],
        ],
      },
    },
  ];
}
