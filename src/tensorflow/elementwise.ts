/** Operations that take every feature by itself: their coefficients are what they themselves make of directions of ones. */
import { Matrix } from '../numerics/matrix';
import { setting } from '../network/operations/definition';
import { channelLayout, channelsOf } from '../network/operations/layout';
import { size } from '../network/operations/shape';
import type { Architecture } from '../spec/architecture';
import type { Site, Tangent } from './site';
import type { Tensor } from './tensorflow';

/** Without parameters, or with parameters that repeat along the features (a bias, factors). */
export function repeating(site: Site): Tangent {
  return elementwise(site, (width) => (feature) => feature % width);
}

/** With one entry a channel of each parameter; undefined where samples depend on each other. */
export function channelwise(site: Site): Tangent | undefined {
  const { node, operation } = site;
  if (operation.couples) return undefined;
  const channelOf = channelsOf(channelLayout(node.inputShapes[0], setting<Architecture['layout']>(node, 'layout')));
  return elementwise(site, () => (feature) => channelOf[feature]);
}

/** `entryOf`: from a parameter's length and a feature to the entry that the feature uses. */
function elementwise(
  { tf, node, operation, saved, inputs: [input], constant, indices }: Site,
  entryOf: (width: number) => (feature: number) => number,
): Tangent {
  const shape = [input.rows, size(node.outputShape)];
  const { parameters } = operation;
  const still = new Matrix(input.rows, input.cols);
  const ones = new Matrix(input.rows, input.cols, new Float64Array(input.data.length).fill(1));
  const slopes = constant(operation.jvp(saved, [ones]).data, shape);
  const learned = parameters.map(({ trainable, values }, index) => {
    if (!trainable) return undefined;
    const along = parameters.map((_, other) => (other === index ? new Float64Array(values.length).fill(1) : undefined));
    return {
      factors: constant(operation.jvp(saved, [still], along).data, shape),
      entries: indices(Int32Array.from({ length: shape[1] }, (_, feature) => entryOf(values.length)(feature))),
    };
  });
  return ([tangent], directions) => {
    const terms: Tensor[] = [tf.mul(tangent, slopes)];
    for (const [index, direction] of directions.entries()) {
      const part = learned[index];
      if (direction && part) terms.push(tf.mul(tf.gather(direction, part.entries), part.factors));
    }
    return tf.addN(terms);
  };
}
