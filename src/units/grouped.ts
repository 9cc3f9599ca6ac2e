/**
 * Thousands separators in plain decimals, without any locale.
 *
 * @example grouped('18231.5') // '18,231.5'
 */
export function grouped(decimals: string): string {
  const [whole = '', fraction] = decimals.split('.');
  const separated = whole.replaceAll(/\B(?=(?:\d{3})+$)/gu, ',');
  return fraction === undefined ? separated : `${separated}.${fraction}`;
}
