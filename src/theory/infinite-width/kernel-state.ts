import { Matrix } from '../../numerics/matrix';

/**
 * Kernels of a layer's units at infinite width, for n samples at P positions: one n x n matrix for each pair of positions kept, (p, p) for each p
 * or all (p, q), row-major in p, entry (a, b) for sample a at p and b at q.
 */
export interface KernelState {
  readonly samples: number;
  readonly positions: number;
  readonly pairs: 'equal' | 'all';
  /** E h_a h_b of a unit (NNGP). */
  readonly covariance: readonly Matrix[];
  /** Neural tangent kernel in NTK parametrisation: weights are sigma_w / sqrt(fan-in) times standard normals, biases sigma_b times such. */
  readonly tangent: readonly Matrix[];
  /** The same with the weights and biases themselves as parameters: the limit of J J^T of one output. */
  readonly jacobianGram: readonly Matrix[];
  /** E h_a of a unit: n for each position; null where it differs between units. */
  readonly means: readonly Float64Array[] | null;
  /** Whether units are zero-mean Gaussian processes. */
  readonly gaussian: boolean;
}

export type KernelName = 'covariance' | 'tangent' | 'jacobianGram';
export const kernelNames: readonly KernelName[] = ['covariance', 'tangent', 'jacobianGram'];

/** Samples as they are: the mean of x_a x_b over the features of a position; nothing is learned yet. `inputs`: for each position n x features. */
export function inputKernels(inputs: readonly Matrix[], pairs: KernelState['pairs']): KernelState {
  const [{ rows: samples, cols: features }] = inputs;
  const covariance = positionPairs(inputs.length, pairs).map(([p, q]) => {
    const products = new Matrix(samples, samples);
    for (let a = 0; a < samples; a++)
      for (let b = 0; b < samples; b++) products.set(a, b, meanProduct(inputs[p].row(a), inputs[q].row(b)));
    return products;
  });
  const means = inputs.map((at) =>
    Float64Array.from({ length: samples }, (_, a) => at.row(a).reduce((sum, x) => sum + x / features, 0)),
  );
  return {
    samples,
    positions: inputs.length,
    pairs,
    covariance,
    ...nothingLearned(covariance),
    means,
    gaussian: false,
  };
}

/** Zero-mean Gaussian units of this covariance at one position, nothing learned. */
export function gaussianKernels(covariance: Matrix): KernelState {
  return {
    samples: covariance.rows,
    positions: 1,
    pairs: 'equal',
    covariance: [covariance],
    ...nothingLearned([covariance]),
    means: [new Float64Array(covariance.rows)],
    gaussian: true,
  };
}

/** The pairs of positions that a state keeps, in its order. */
export function positionPairs(positions: number, pairs: KernelState['pairs']): readonly (readonly [number, number])[] {
  const all = Array.from({ length: positions }, (_, p) => p);
  return pairs === 'equal' ? all.map((p) => [p, p]) : all.flatMap((p) => all.map((q): [number, number] => [p, q]));
}

/** Where a state keeps (p, q); `equal` states keep p = q only. */
export function pairIndex({ positions, pairs }: KernelState, p: number, q: number): number {
  return pairs === 'equal' ? p : p * positions + q;
}

/** The state with all its kernels mapped alike, pair of positions by pair. */
export function mapKernels(
  state: KernelState,
  positions: number,
  map: (kernels: readonly Matrix[], p: number, q: number) => Matrix,
): Pick<KernelState, KernelName | 'positions'> {
  const of = (name: KernelName) => positionPairs(positions, state.pairs).map(([p, q]) => map(state[name], p, q));
  return { positions, covariance: of('covariance'), tangent: of('tangent'), jacobianGram: of('jacobianGram') };
}

function nothingLearned(like: readonly Matrix[]): Pick<KernelState, 'tangent' | 'jacobianGram'> {
  const zeros = () => like.map(({ rows, cols }) => new Matrix(rows, cols));
  return { tangent: zeros(), jacobianGram: zeros() };
}

function meanProduct(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum / x.length;
}
