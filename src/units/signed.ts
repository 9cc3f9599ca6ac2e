const MINUS = '\u2212';

/**
 * Formats the size of a number and puts a real minus sign (U+2212) before it when it is negative.
 * What rounds to zero has no sign. Not finite becomes a dash, so that people never read "NaN".
 *
 * @example signed(-1.25, (size) => `$${size.toFixed(2)}`) // '−$1.25'
 */
export function signed(value: number, format: (size: number) => string, plus = ''): string {
  if (!Number.isFinite(value)) return '–';
  const text = format(Math.abs(value));
  if (!/[1-9]/u.test(text)) return text;
  return `${value < 0 ? MINUS : plus}${text}`;
}
