/** Labels by a random network of one hidden layer. */
import { Matrix } from '../../numerics/matrix';
import { multiplyTransposed } from '../../numerics/products';
import { randomStream } from '../../numerics/random';
import type { Loss, Targets } from '../../spec/architecture';

export type Teacher = Extract<Targets, { kind: 'teacher' }>;

/**
 * Targets for inputs (n x d): W2 relu(W1 x), entries of W1 of variance 2/d and of W2 1/width; the index of the largest output for
 * cross_entropy (n x 1), 1 where positive for binary_cross_entropy.
 */
export function teacherTargets({ width, seed }: Teacher, inputs: Matrix, outputs: number, loss: Loss): Matrix {
  const draw = (rows: number, cols: number, variance: number, key: string) =>
    new Matrix(rows, cols, randomStream(seed, key).normals(rows * cols)).scale(Math.sqrt(variance));
  const hidden = multiplyTransposed(inputs, draw(width, inputs.cols, 2 / inputs.cols, 'teacher hidden'));
  const activated = new Matrix(
    hidden.rows,
    hidden.cols,
    hidden.data.map((value) => Math.max(value, 0)),
  );
  const answers = multiplyTransposed(activated, draw(outputs, width, 1 / width, 'teacher output'));
  switch (loss) {
    case 'mse':
      return answers;
    case 'binary_cross_entropy':
      return new Matrix(
        answers.rows,
        outputs,
        answers.data.map((value) => (value > 0 ? 1 : 0)),
      );
    case 'cross_entropy':
      return new Matrix(
        answers.rows,
        1,
        Float64Array.from({ length: answers.rows }, (_, i) => largest(answers.row(i))),
      );
  }
}

function largest(values: Float64Array): number {
  return values.indexOf(values.reduce((best, value) => Math.max(best, value), -Infinity));
}
