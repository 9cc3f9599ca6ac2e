import type { Accuracy } from '../../solver/accuracy.ts';
import { formatEnd } from '../../units/share.ts';

/** ` (87.6–98.1%)`; empty where nothing says how wide it is. */
export function accuracyRange({ low, high }: Pick<Accuracy, 'low' | 'high'>): string {
  if (low === null || high === null) return '';
  return ` (${formatEnd(low, 1)}–${formatEnd(high, 1)}%)`;
}
