import type { Fix } from '../../report/report';
import { theoryNumber, type TheorySection } from '../../report/theory';
import type { Architecture } from '../../spec/architecture';
import { isChain } from '../../spec/paths';
import { isScaleFree } from '../structure/nonlinearities';
import { offer } from './fix';
import { rescaleWeights } from './rescale-weights';

/**
 * Gives every dense layer of a chain the gain that makes its chi 1, `meanField` knowing chi as it is. None unless chi depends on nothing but
 * the layer's own gain: relu, leaky_relu, abs and linear layers.
 */
export function criticalGains(architecture: Architecture, { layers }: TheorySection): readonly Fix[] {
  if (!isChain(architecture) || !isScaleFree(architecture)) return [];
  const wanted = layers.flatMap(({ name, figures }) => {
    const layer = architecture.layers.find((candidate) => candidate.name === name);
    const chi = theoryNumber({ figures }, 'chi');
    return layer?.kind === 'dense' && chi ? [{ layer, factor: 1 / Math.sqrt(chi) }] : [];
  });
  return offer(
    'Give every layer the gain at which gradients keep their size',
    rescaleWeights(architecture, wanted) ?? [],
  );
}
