import { Matrix } from '../../numerics/matrix';
import { multiplyTransposed } from '../../numerics/products';
import type { TheoryFigure } from '../../report/theory';
import { pairCost, preparedDual } from '../../theory/dual-activations/prepared-dual';
import { predictedBatchEntropy } from '../../theory/mean-field/batch-entropy';
import type { HiddenLayer } from './dense-chain';
import { figure } from './figure';

/** Samples times layers, and evaluations of activations, that it may cost. */
const MOST_ROWS = 2000;
const MOST_EVALUATIONS = 4e6;

/** From the kernel of the last hidden layer's pre-activations on the data, or on as many samples as there is time for. */
export function entropyFigures(hidden: readonly HiddenLayer[], inputs: Matrix): TheoryFigure[] {
  const known = hidden.map(({ variances }) => variances);
  if (inputs.rows < 2 || !known.every((variances) => variances !== null)) return [];
  const samples = affordableSamples(hidden, inputs);
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
  return [
    figure('batchEntropy', 'batch entropy of the last hidden layer', predictedBatchEntropy(kernel), {
      certainty: 'infinite-width',
      reference: 'docs/theory/mean-field.md 5',
      note: samples < inputs.rows ? `an upper estimate, of the first ${samples} samples` : 'an upper estimate',
    }),
  ];
}

/** At least two; each costs an expectation a layer, and each pair a dual. Later layers see no more of outliers than the mean square. */
function affordableSamples(hidden: readonly HiddenLayer[], { rows, data }: Matrix): number {
  const meanSquare = data.reduce((sum, value) => sum + value * value, 0) / data.length;
  const dearest = Math.max(...hidden.map(({ phi }) => pairCost(phi, [meanSquare / 2, meanSquare])));
  const pairs = MOST_EVALUATIONS / (hidden.length * dearest);
  return Math.min(rows, Math.max(2, Math.floor(Math.min(MOST_ROWS / hidden.length, Math.sqrt(2 * pairs)))));
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
