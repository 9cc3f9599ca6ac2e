import type { Accuracy } from '../../solver/accuracy.ts';
import { formatShare } from '../../units/share.ts';

/** ` (87.6–98.1%)`; empty where nothing says how wide it is. */
export function accuracyRange({ low, high }: Pick<Accuracy, 'low' | 'high'>): string {
  if (low === null || high === null) return '';
  return ` (${formatShare(low, 1).replace('%', '')}–${formatShare(high, 1)})`;
}
