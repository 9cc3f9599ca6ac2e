/**
 * What people call a percentile.
 *
 * @param p a probability, 0..1
 * @example percentileName(0.999) // 'p99.9'
 */
export function percentileName(p: number): string {
  return `p${Number((p * 100).toFixed(3))}`;
}
