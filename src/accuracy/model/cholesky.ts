/**
 * Lower triangular factor of a symmetric positive definite matrix, row by row in one array.
 *
 * @returns null when the matrix is not positive definite to working precision
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array | null {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = at(matrix, row * size + column);
      for (let k = 0; k < column; k++)
        sum -= at(factor, row * size + k) * at(factor, column * size + k);
      if (row === column) {
        if (!(sum > 0)) return null;
        factor[row * size + row] = Math.sqrt(sum);
      } else factor[row * size + column] = sum / at(factor, column * size + column);
    }
  }
  return factor;
}

/** Solves L x = b for a lower triangular L. */
export function solveLower(factor: Float64Array, b: Float64Array): Float64Array {
  const size = b.length;
  const x = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let sum = at(b, row);
    for (let k = 0; k < row; k++) sum -= at(factor, row * size + k) * at(x, k);
    x[row] = sum / at(factor, row * size + row);
  }
  return x;
}

/** Solves Lᵀ x = b for a lower triangular L. */
export function solveUpper(factor: Float64Array, b: Float64Array): Float64Array {
  const size = b.length;
  const x = new Float64Array(size);
  for (let row = size - 1; row >= 0; row--) {
    let sum = at(b, row);
    for (let k = row + 1; k < size; k++) sum -= at(factor, k * size + row) * at(x, k);
    x[row] = sum / at(factor, row * size + row);
  }
  return x;
}

/** Logarithm of the determinant of L Lᵀ. */
export function logDeterminant(factor: Float64Array, size: number): number {
  let sum = 0;
  for (let row = 0; row < size; row++) sum += Math.log(at(factor, row * size + row));
  return 2 * sum;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += at(a, k) * at(b, k);
  return sum;
}

function at(values: Float64Array, index: number): number {
  return values[index] as number;
}
