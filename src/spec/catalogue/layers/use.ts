import { layer } from '../layer';
import { label } from '../parameter';

/** Elaboration writes the nodes of the layer meant once more, so that no shape rule of its own is needed. */
export const use = layer('use', {
  summary: 'Applies an earlier layer once more, with the same weights: `again: use(stem)`, or `use: stem`.',
  documentation:
    'Its activation is applied as well. The weights are counted once. The input must fit them. Any earlier layer with weights can be used, but for those inside a `repeat` that does not surround this layer; inside a `repeat` the layer of the same iteration is meant.',
  parameters: { layer: label('label of the earlier layer') },
});
