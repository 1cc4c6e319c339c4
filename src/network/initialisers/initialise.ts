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
 * gain / sqrt(fan) (He et al. 2015, Glorot and Bengio 2010, LeCun et al. 1998); they differ in the defaults of gain and fan. Each of `groups`
 * equal blocks of the first axis is a map of its own: one that delta_orthogonal makes orthogonal, and identity the identity.
 */
export function initialise(initialiser: Initialiser, shape: Shape, key: string, groups = 1): Float64Array {
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
    case 'delta_orthogonal': {
      const streamOf = (group: number) => (group === 0 ? stream : randomStream(seed, `${key} group ${group}`));
      return times(
        gain,
        blocks(shape, groups, (block, group) => deltaOrthogonalWeights(streamOf(group), block)),
      );
    }
    case 'identity':
      return times(gain, blocks(shape, groups, identityWeights));
    case 'zeros':
      return new Float64Array(count);
  }
}

/** Biases of the given length, from the stream of the tensor's full name. */
export function initialiseBias(initialiser: BiasInitialiser, length: number, seed: number, key: string): Float64Array {
  if (initialiser.name === 'zeros') return new Float64Array(length);
  return normalWeights(randomStream(seed, key), length, initialiser.std);
}

function blocks(
  [first, ...rest]: Shape,
  groups: number,
  draw: (block: Shape, group: number) => Float64Array,
): Float64Array {
  const weights = new Float64Array(first * size(rest));
  const length = weights.length / groups;
  for (let group = 0; group < groups; group++) weights.set(draw([first / groups, ...rest], group), group * length);
  return weights;
}

function times(gain: number, weights: Float64Array): Float64Array {
  return weights.map((value) => gain * value);
}
