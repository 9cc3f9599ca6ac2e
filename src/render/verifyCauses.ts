import type { Cause } from '../trust/backtest.ts';
import { formatCount } from '../units/count.ts';
import { formatDuration } from '../units/duration.ts';
import { causeList } from './solve/trustWords.ts';
import type { VerifiedAgent } from './verifyReport.ts';

/** What makes p95 longer than the table has it, where it is; null where nothing does. */
export function causeWords(causes: readonly Cause[]): string | null {
  const longer = causeList(
    causes.filter(({ moved }) => moved > 0),
    { variants: 'other variants run than were signed' },
  );
  return longer.length === 0 ? null : `What makes p95 longer than composed: ${longer.join('; ')}.`;
}

const MOST_NAMES = 3;

/** Components that nothing was signed about; null where there are none. */
export function unnamedWords({ unnamed }: VerifiedAgent): string | null {
  if (unnamed.length === 0) return null;
  const shown = unnamed
    .slice(0, MOST_NAMES)
    .map(
      ({ component, calls, ms }) =>
        `${component} (${calls.toFixed(2)} calls and ${formatDuration(ms)} a request)`,
    );
  const more = unnamed.length - shown.length;
  const names = `${shown.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
  return `Nothing was signed about ${names}: the workflow does not name ${unnamed.length === 1 ? 'it' : 'them'}.`;
}
