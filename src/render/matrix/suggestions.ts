import { formatCount } from '../../units/count.ts';
import { formatShare } from '../../units/share.ts';
import { textTable } from '../text/textTable.ts';
import { rangeWords } from '../words.ts';

/** An architecture to measure, as any source of them describes it. */
export interface SuggestedEval {
  readonly architecture: Readonly<Record<string, string>>;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly items: number;
  readonly expected: { readonly low: number; readonly high: number };
}

/** Which architectures to measure next; null where there are none. */
export function suggestionsText(next: readonly SuggestedEval[], width: number): string | null {
  if (next.length === 0) return null;
  const items = formatCount(next[0]?.items ?? 0);
  return textTable(
    [
      { head: 'measure next', breaksTo: 12 },
      { head: 'predicted', align: 'right' },
      { head: `after ${items} items`, align: 'right' },
    ],
    next.map(({ architecture, expected, ...predicted }) => [
      Object.entries(architecture)
        .map(([name, choice]) => `${name} ${choice}`)
        .join(', '),
      `${formatShare(predicted.value, 0)} (${rangeWords(predicted)})`,
      rangeWords(expected),
    ]),
    width,
  );
}
