import { formatCount } from '../units/count.ts';
import { formatShare } from '../units/share.ts';
import { textTable } from './text/textTable.ts';

/** An architecture to measure, as any source of them describes it. */
export interface SuggestedEval {
  readonly architecture: Readonly<Record<string, string>>;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly items: number;
  readonly expected: { readonly low: number; readonly high: number };
}

/** Which architectures to measure next; nothing where there are none. */
export function suggestionsText(next: readonly SuggestedEval[]): string[] {
  if (next.length === 0) return [];
  const items = formatCount(next[0]?.items ?? 0);
  const table = textTable(
    [
      { head: 'measure next' },
      { head: 'predicted', align: 'right' },
      { head: `after ${items} items`, align: 'right' },
    ],
    next.map(({ architecture, value, low, high, expected }) => [
      Object.entries(architecture)
        .map(([name, choice]) => `${name} ${choice}`)
        .join(', '),
      `${formatShare(value, 0)} (${percent(low)}–${percent(high)})`,
      `${percent(expected.low)}–${percent(expected.high)}`,
    ]),
  );
  return [table];
}

function percent(share: number): string {
  return formatShare(share, 0).replace('%', '');
}
