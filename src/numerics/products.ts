import { Matrix } from './matrix';

/** A B. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  requireEqual(a.cols, b.rows, a, b);
  const product = new Matrix(a.rows, b.cols);
  for (let i = 0; i < a.rows; i++)
    for (let k = 0; k < a.cols; k++) {
      const factor = a.get(i, k);
      for (let j = 0; j < b.cols; j++) product.data[i * b.cols + j] += factor * b.data[k * b.cols + j];
    }
  return product;
}

/** A B^T. */
export function multiplyTransposed(a: Matrix, b: Matrix): Matrix {
  requireEqual(a.cols, b.cols, a, b);
  return multiply(a, b.transpose());
}

/** A^T B. */
export function transposeMultiply(a: Matrix, b: Matrix): Matrix {
  requireEqual(a.rows, b.rows, a, b);
  return multiply(a.transpose(), b);
}

/** A A^T, exactly symmetric. */
export function gram(a: Matrix): Matrix {
  return multiplyTransposed(a, a);
}

function requireEqual(inner: number, other: number, a: Matrix, b: Matrix): void {
  if (inner !== other)
    throw new RangeError(`inner sizes differ: ${a.rows} x ${a.cols} and ${b.rows} x ${b.cols} cannot be multiplied`);
}
