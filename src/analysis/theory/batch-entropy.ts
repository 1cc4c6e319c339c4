import { Matrix } from '../../numerics/matrix';
import { multiplyTransposed } from '../../numerics/products';
import type { TheoryFigure } from '../../report/theory';
import { pairCost, preparedDual } from '../../theory/dual-activations/prepared-dual';
import { predictedBatchEntropy } from '../../theory/mean-field/batch-entropy';
import type { HiddenLayer } from './dense-chain';
import { figure } from './figure';

/** Samples times layers, and evaluations of activations, that it may cost. */
const MOST_ROWS = 2000;
const MOST_EVALUATIONS = 4.2e6;

/**
 * From the kernel of the last hidden layer's pre-activations on the data, or on as many samples as there is time for. `meanSquares`: of the
 * hidden layers' pre-activations.
 */
export function entropyFigures(
  hidden: readonly HiddenLayer[],
  inputs: Matrix,
  meanSquares: readonly number[],
): TheoryFigure[] {
  const known = hidden.map(({ variances }) => variances);
  if (inputs.rows < 2 || !known.every((variances) => variances !== null)) return [];
  if (!meanSquares.every(Number.isFinite)) return [entropyFigure(null, 'the mean squares overflow')];
  const samples = Math.min(inputs.rows, affordableSamples(hidden, meanSquares));
  if (samples < 2) return [entropyFigure(null, 'its integrals take too long at these mean squares')];
  const batch = new Matrix(samples, inputs.cols, inputs.data.subarray(0, samples * inputs.cols));
  let kernel = multiplyTransposed(batch, batch).scale(1 / inputs.cols);
  for (const [at, { weight, bias }] of known.entries()) {
    const features = at === 0 ? kernel : activated(hidden[at - 1], kernel);
    kernel = new Matrix(
      samples,
      samples,
      features.data.map((value) => weight * value + bias),
    );
  }
  const part = samples < inputs.rows ? `, of the first ${samples} samples` : '';
  return [entropyFigure(predictedBatchEntropy(kernel), `an upper estimate${part}`)];
}

function entropyFigure(entropy: number | null, note: string): TheoryFigure {
  const [certainty, reference] = ['infinite-width', 'docs/theory/mean-field.md 5'] as const;
  return figure('batchEntropy', 'batch entropy of the last hidden layer', entropy, { certainty, reference, note });
}

/** Each pair, the two of one included, costs a dual a layer. Layers see no more of outliers than the mean square. */
function affordableSamples(hidden: readonly HiddenLayer[], meanSquares: readonly number[]): number {
  const applied = hidden.slice(0, -1);
  const costs = applied.map(({ phi }, at) => pairCost(phi, [meanSquares[at] / 2, meanSquares[at]]));
  const pairs = MOST_EVALUATIONS / costs.reduce((sum, cost) => sum + cost, 0);
  return Math.floor(Math.min(Math.max(2, MOST_ROWS / hidden.length), (Math.sqrt(1 + 8 * pairs) - 1) / 2));
}

function activated({ phi }: HiddenLayer, kernel: Matrix): Matrix {
  const variances = Float64Array.from({ length: kernel.rows }, (_, i) => kernel.get(i, i));
  const dual = preparedDual(phi, variances);
  const result = new Matrix(kernel.rows, kernel.cols);
  for (let i = 0; i < kernel.rows; i++)
    for (let j = 0; j <= i; j++) {
      const value = dual.value(i, j, kernel.get(i, j));
      result.set(i, j, value);
      result.set(j, i, value);
    }
  return result;
}
