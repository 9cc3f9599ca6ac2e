/**
 * Splits `$90/month` or `90 per month` at the slash or the word; `period` is null when there is neither.
 *
 * @example splitPer('20k/month') // { amount: '20k', period: 'month' }
 */
export function splitPer(text: string | number): { amount: string; period: string | null } {
  const trimmed = String(text).trim();
  const at = /\s*\/\s*|\s+per\s+|\s+an?\s+/u.exec(trimmed);
  if (at === null) return { amount: trimmed, period: null };
  return { amount: trimmed.slice(0, at.index), period: trimmed.slice(at.index + at[0].length) };
}
