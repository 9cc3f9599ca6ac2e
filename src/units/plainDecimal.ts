/**
 * A number times a power of ten as plain decimals, shifting the point in the shortest text that
 * stands for the number, so that no digit is rounded.
 *
 * @example plainDecimal(0.95, 2) // '95'
 * @example plainDecimal(4e-7) // '0.0000004'
 */
export function plainDecimal(value: number, powerOfTen = 0): string {
  if (!Number.isFinite(value) || value === 0) return String(value + 0);
  const [mantissa = '0', exponent = '0'] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const text = placePoint(digits, 1 + Number(exponent) + powerOfTen);
  return value < 0 ? `-${text}` : text;
}

/** The digits with a decimal point after the first `point` of them; `point` may lie outside. */
function placePoint(digits: string, point: number): string {
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return digits.padEnd(point, '0');
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}
