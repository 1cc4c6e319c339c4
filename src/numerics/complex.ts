import { Matrix } from './matrix';

/** A complex matrix by its parts, equally large. */
export interface ComplexMatrix {
  readonly real: Matrix;
  readonly imaginary: Matrix;
}

/** [[Re, -Im], [Im, Re]]: each singular value of A twice. */
export function realForm({ real, imaginary }: ComplexMatrix): Matrix {
  const { rows, cols } = real;
  const result = new Matrix(2 * rows, 2 * cols);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) {
      result.set(i, j, real.get(i, j));
      result.set(rows + i, cols + j, real.get(i, j));
      result.set(rows + i, j, imaginary.get(i, j));
      result.set(i, cols + j, -imaginary.get(i, j));
    }
  return result;
}

/** A B^T, without conjugation. */
export function complexTimesTransposed(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  const entry = (i: number, j: number, left: 'real' | 'imaginary', right: 'real' | 'imaginary') => {
    const [x, y] = [a[left].row(i), b[right].row(j)];
    return x.reduce((sum, value, at) => sum + value * y[at], 0);
  };
  return complexMatrix(a.real.rows, b.real.rows, (i, j) => [
    entry(i, j, 'real', 'real') - entry(i, j, 'imaginary', 'imaginary'),
    entry(i, j, 'real', 'imaginary') + entry(i, j, 'imaginary', 'real'),
  ]);
}

/** The matrix whose entries [re, im] are given. */
export function complexMatrix(
  rows: number,
  cols: number,
  entry: (row: number, column: number) => readonly [real: number, imaginary: number],
): ComplexMatrix {
  const [real, imaginary] = [new Matrix(rows, cols), new Matrix(rows, cols)];
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) {
      const [re, im] = entry(i, j);
      real.set(i, j, re);
      imaginary.set(i, j, im);
    }
  return { real, imaginary };
}

/**
 * R of A = Q R, n x n upper, for a complex A (m x n), by modified Gram-Schmidt, whose R is as accurate as Householder's. A itself when
 * it has no more rows than columns.
 */
export function complexTriangularFactor(a: ComplexMatrix): ComplexMatrix {
  const { rows, cols } = a.real;
  if (rows <= cols) return a;
  const [re, im] = [a.real.transpose(), a.imaginary.transpose()];
  const factor = { real: new Matrix(cols, cols), imaginary: new Matrix(cols, cols) };
  for (let j = 0; j < cols; j++) {
    const [x, y] = [re.row(j), im.row(j)];
    const norm = Math.hypot(...x, ...y);
    factor.real.set(j, j, norm);
    if (norm === 0) continue;
    for (let other = j + 1; other < cols; other++) {
      const [u, v] = [re.row(other), im.row(other)];
      let [along, across] = [0, 0];
      for (let i = 0; i < rows; i++) {
        along += (x[i] * u[i] + y[i] * v[i]) / norm;
        across += (x[i] * v[i] - y[i] * u[i]) / norm;
      }
      factor.real.set(j, other, along);
      factor.imaginary.set(j, other, across);
      for (let i = 0; i < rows; i++) {
        u[i] -= (x[i] * along - y[i] * across) / norm;
        v[i] -= (x[i] * across + y[i] * along) / norm;
      }
    }
  }
  return factor;
}
