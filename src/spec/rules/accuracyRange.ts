import type { Accuracy } from '../../solver/accuracy.ts';
import { formatShare } from '../../units/share.ts';

/** ` (88–98%)`; empty where nothing says how wide it is. */
export function accuracyRange({ low, high }: Pick<Accuracy, 'low' | 'high'>): string {
  if (low === null || high === null) return '';
  return ` (${formatShare(low, 0).replace('%', '')}–${formatShare(high, 0)})`;
}
