import type { Fix } from '../../report/report';
import type { Architecture } from '../../spec/architecture';
import { figure } from '../figures';
import { offer } from './fix';
import { rescaleWeights } from './rescale-weights';

/** Multiplies all learned weights by one factor; none for weights that are not drawn. */
export function rescaleStart(architecture: Architecture, factor: number): readonly Fix[] {
  const { layers, nodes, weights } = architecture;
  const learned = layers.filter(({ index, trainable }) =>
    nodes.some(({ layer, tensors }) => layer === index && trainable && Object.keys(tensors).length > 0),
  );
  if (weights || !Number.isFinite(factor)) return [];
  const edits = rescaleWeights(
    architecture,
    learned.map((layer) => ({ layer, factor })),
  );
  return offer(`Start with weights ${figure(factor)} times as large`, edits ?? []);
}
