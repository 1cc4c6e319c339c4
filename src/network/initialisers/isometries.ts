/** Weights that preserve length: orthogonal, delta-orthogonal, identity. */
import { Matrix } from '../../numerics/matrix';
import { orthonormalFactor } from '../../numerics/qr';
import type { RandomStream } from '../../numerics/random';
import type { Shape } from '../../spec/architecture';
import { size } from '../operations/shape';

/**
 * Haar-distributed orthonormal rows (out <= the rest) or columns of the weight seen as out x rest. QR of a Gaussian matrix with a
 * positive diagonal of R: Mezzadri 2007, arXiv math-ph/0609050. Saxe, McClelland, Ganguli 2014 for its use.
 */
export function orthogonalWeights(stream: RandomStream, shape: Shape): Float64Array {
  const rows = shape[0];
  const cols = size(shape.slice(1));
  const tall = new Matrix(Math.max(rows, cols), Math.min(rows, cols), stream.normals(rows * cols));
  const factor = orthonormalFactor(tall);
  return (rows >= cols ? factor : factor.transpose()).data;
}

/** An orthogonal matrix at the kernel's centre, zero elsewhere (Xiao et al. 2018, arXiv 1806.05393); for dense: orthogonal. */
export function deltaOrthogonalWeights(stream: RandomStream, [outputs, inputs, ...kernel]: Shape): Float64Array {
  return atCentre(orthogonalWeights(stream, [outputs, inputs]), kernel);
}

/** Ones on the diagonal, at the kernel's centre. */
export function identityWeights([outputs, inputs = 1, ...kernel]: Shape): Float64Array {
  const diagonal = new Float64Array(outputs * inputs);
  for (let i = 0; i < Math.min(outputs, inputs); i++) diagonal[i * inputs + i] = 1;
  return atCentre(diagonal, kernel);
}

/** [out, in] entries spread to [out, in, kernel…], all but the centre zero. */
function atCentre(entries: Float64Array, kernel: Shape): Float64Array {
  const taps = size(kernel);
  const centre = kernel.reduce((offset, length) => offset * length + Math.floor(length / 2), 0);
  const weights = new Float64Array(entries.length * taps);
  entries.forEach((value, index) => (weights[index * taps + centre] = value));
  return weights;
}
