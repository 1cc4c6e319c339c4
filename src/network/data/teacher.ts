/** Labels by a random network of one hidden layer. */
import { Matrix } from '../../numerics/matrix';
import { multiplyTransposed } from '../../numerics/products';
import { randomStream } from '../../numerics/random';
import type { Architecture, Targets } from '../../spec/architecture';
import { type ClassScores, classScores } from '../../spec/class-scores';
import { size } from '../operations/shape';

export type Teacher = Extract<Targets, { kind: 'teacher' }>;

/**
 * Targets for inputs (n x d): W2 relu(W1 x), entries of W1 of variance 2/d and of W2 1/width; for cross_entropy the class of the largest
 * score at each position (n x positions), for binary_cross_entropy 1 where positive.
 */
export function teacherTargets(
  { width, seed }: Teacher,
  inputs: Matrix,
  architecture: Pick<Architecture, 'loss' | 'output' | 'layout'>,
): Matrix {
  const outputs = size(architecture.output);
  const draw = (rows: number, cols: number, variance: number, key: string) =>
    new Matrix(rows, cols, randomStream(seed, key).normals(rows * cols)).scale(Math.sqrt(variance));
  const hidden = multiplyTransposed(inputs, draw(width, inputs.cols, 2 / inputs.cols, 'teacher hidden'));
  const activated = new Matrix(
    hidden.rows,
    hidden.cols,
    hidden.data.map((value) => Math.max(value, 0)),
  );
  const answers = multiplyTransposed(activated, draw(outputs, width, 1 / width, 'teacher output'));
  switch (architecture.loss) {
    case 'mse':
      return answers;
    case 'binary_cross_entropy':
      return new Matrix(
        answers.rows,
        outputs,
        answers.data.map((value) => (value > 0 ? 1 : 0)),
      );
    case 'cross_entropy':
      return largestScores(answers, classScores(architecture));
  }
}

function largestScores(answers: Matrix, { classes, positions, classStride, positionStride }: ClassScores): Matrix {
  const result = new Matrix(answers.rows, positions);
  for (let i = 0; i < answers.rows; i++)
    for (let t = 0; t < positions; t++) {
      const score = (c: number) => answers.get(i, t * positionStride + c * classStride);
      let best = 0;
      for (let c = 1; c < classes; c++) if (score(c) > score(best)) best = c;
      result.set(i, t, best);
    }
  return result;
}
