/** delta = |w(0)|, the size of all learned weights together. */
import { entryVariance } from '../../network/initialisers/entry-variance';
import type { Network } from '../../network/network';
import type { Architecture, BiasInitialiser, Initialiser, Shape } from '../../spec/architecture';
import { sizeOf } from '../../spec/catalogue/shapes';

/** Of the weights as they are. */
export function initialNorm({ nodes }: Network): number {
  const learned = new Set(nodes.flatMap(({ operation }) => operation.parameters.filter(({ trainable }) => trainable)));
  const squares = [...learned].map(({ values }) => values.reduce((sum, value) => sum + value * value, 0));
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
}

/** Of the initialisers, sqrt(E |w(0)|^2), pruning and constant starts aside. Source: docs/theory/early-direction.md 3. */
export function expectedInitialNorm({ nodes, layers }: Architecture): number {
  const squares = nodes.flatMap(({ layer, tensors, shares }) => {
    if (layer < 0 || !layers[layer].trainable || shares !== undefined) return [];
    const { init, biases } = layers[layer];
    return Object.entries(tensors).map(([name, shape]) =>
      name.includes('bias') ? squaredBiases(biases, shape) : squaredWeights(init, shape),
    );
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
}

/** E |W|_F^2. */
function squaredWeights(initialiser: Initialiser, shape: Shape): number {
  const variance = entryVariance(initialiser, shape, undefined);
  // The identity is no draw: ones on the diagonal, times the gain.
  return variance === null ? initialiser.gain ** 2 * Math.min(shape[0], shape[1] ?? 1) : variance * sizeOf(shape);
}

function squaredBiases(biases: BiasInitialiser, shape: Shape): number {
  return biases.name === 'normal' ? biases.std ** 2 * sizeOf(shape) : 0;
}
