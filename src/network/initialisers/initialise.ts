/** Weights and biases at initialisation. */
import { randomStream } from '../../numerics/random';
import type { BiasInitialiser, Initialiser, Shape } from '../../spec/architecture';
import { size } from '../operations/shape';
import { fanOf } from './fans';
import { deltaOrthogonalWeights, identityWeights, orthogonalWeights } from './isometries';
import { normalWeights, uniformWeights } from './random-weights';

/**
 * A weight of PyTorch's layout [out, in, kernel…], row-major. `key` is the tensor's full name: it names the random stream, so a tensor's
 * numbers depend on the initialiser's seed, its own name and its shape, on no other tensor. kaiming, xavier and lecun have standard deviation
 * gain / sqrt(fan) (He et al. 2015, Glorot and Bengio 2010, LeCun et al. 1998); they differ in the defaults of gain and fan.
 */
export function initialise(initialiser: Initialiser, shape: Shape, key: string): Float64Array {
  const { name, gain, seed } = initialiser;
  const stream = randomStream(seed, key);
  const count = size(shape);
  const fanDeviation = gain / Math.sqrt(fanOf(shape, initialiser.fan));
  switch (name) {
    case 'kaiming_normal':
    case 'xavier_normal':
    case 'lecun_normal':
      return normalWeights(stream, count, fanDeviation);
    case 'kaiming_uniform':
    case 'xavier_uniform':
    case 'lecun_uniform':
      return uniformWeights(stream, count, fanDeviation);
    case 'normal':
      return normalWeights(stream, count, gain * (initialiser.std ?? 1));
    case 'orthogonal':
      return times(gain, orthogonalWeights(stream, shape));
    case 'delta_orthogonal':
      return times(gain, deltaOrthogonalWeights(stream, shape));
    case 'identity':
      return times(gain, identityWeights(shape));
    case 'zeros':
      return new Float64Array(count);
  }
}

/** Biases of the given length, from the stream of the tensor's full name. */
export function initialiseBias(initialiser: BiasInitialiser, length: number, seed: number, key: string): Float64Array {
  if (initialiser.name === 'zeros') return new Float64Array(length);
  return normalWeights(randomStream(seed, key), length, initialiser.std);
}

function times(gain: number, weights: Float64Array): Float64Array {
  return weights.map((value) => gain * value);
}
