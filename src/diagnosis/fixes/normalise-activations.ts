import { entryVariance } from '../../network/initialisers/entry-variance';
import type { Fix } from '../../report/report';
import type { Architecture } from '../../spec/architecture';
import { activationText } from '../../spec/catalogue/activations';
import { setArgument } from '../../spec/edits';
import { nonlinearities } from '../structure/nonlinearities';
import { offer, statementOf } from './fix';
import { rescaleWeights } from './rescale-weights';

/**
 * Normalises every activation of a chain and gives dense weights variance 1 / inputs, which keeps the second moment at 1. None where the
 * weights have no one variance, or cannot be rescaled.
 */
export function normaliseActivations(architecture: Architecture): readonly Fix[] {
  const { nodes, layers, tree } = architecture;
  const factors = nodes
    .filter(({ kind }) => kind === 'dense')
    .map(({ layer, tensors: { weight } }) => {
      const variance = entryVariance(layers[layer].init, weight, layers[layer].prune);
      return { layer: layers[layer], factor: variance ? 1 / Math.sqrt(variance * weight[1]) : NaN };
    });
  if (factors.some(({ factor }) => Number.isNaN(factor))) return [];
  const weights = rescaleWeights(architecture, factors);
  const plain = nonlinearities(architecture).filter(({ activation }) => !activation.normalized);
  const written = new Map(plain.map(({ activation, layer }) => [statementOf(architecture, layer), activation]));
  const activations = [...written].flatMap(([statement, activation]) =>
    statement ? setArgument(tree, statement, 'activation', activationText({ ...activation, normalized: true })) : [],
  );
  return weights ? offer('Normalise the activations, with weights to match', [...activations, ...weights]) : [];
}
