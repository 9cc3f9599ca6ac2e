/** Digits that a number in JSON keeps: more would print the noise of floating point. */
const DIGITS = 6;

/**
 * A copy of plain data with every number at 6 significant digits and everything that JSON has no
 * word for as null. Maps and class instances are not expected.
 */
export function rounded(value: unknown): unknown {
  if (typeof value === 'number')
    return Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : null;
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, rounded(entry)]));
}
