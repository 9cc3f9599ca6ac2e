/** Quotient of two polynomials at x, coefficients from the highest power down. */
export function rational(upper: readonly number[], lower: readonly number[], x: number): number {
  return polynomial(upper, x) / polynomial(lower, x);
}

function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let i = 0; i < coefficients.length; i++) value = value * x + coefficients[i]!;
  return value;
}
