/**
 * Quotient of two polynomials at x, coefficients from the highest power down, one at least. Compiled
 * to WebAssembly as well (assembly/lognormal.ts).
 */
export function rational(upper: readonly number[], lower: readonly number[], x: number): number {
  return polynomial(upper, x) / polynomial(lower, x);
}

function polynomial(coefficients: readonly number[], x: number): number {
  let value = coefficients[0]!;
  for (let i = 1; i < coefficients.length; i++) value = value * x + coefficients[i]!;
  return value;
}
