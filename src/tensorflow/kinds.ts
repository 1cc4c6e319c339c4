/** The kinds of nodes that TensorFlow computes with. */
import { setting } from '../network/operations/definition';
import { convolution, dense } from './affine-maps';
import { channelwise, repeating } from './elementwise';
import { averages, concat, maxima } from './pooling';
import type { Site, Tangent } from './site';

/** The derivative of a node at a site, linear in all that it is given; undefined where its kind or its settings are not known here. */
export function tangentAt(site: Site): Tangent | undefined {
  const { kind } = site.node;
  return Object.hasOwn(kinds, kind) ? kinds[kind](site) : undefined;
}

const unchanged =
  (): Tangent =>
  ([tangent]) =>
    tangent;

const kinds: Readonly<Record<string, (site: Site) => Tangent | undefined>> = {
  input: unchanged,
  flatten: unchanged,
  reshape: unchanged,
  dropout: unchanged,
  activation: repeating,
  bias: repeating,
  positional_embedding: repeating,
  scale: repeating,
  batch_norm: channelwise,
  dense,
  convolution,
  max_pool: maxima,
  global_max_pool: maxima,
  avg_pool: averages,
  global_avg_pool: averages,
  adaptive_avg_pool: averages,
  axis_mean: averages,
  concat,
  add: ({ tf, node }) => {
    const coefficients = setting<readonly number[]>(node, 'coefficients');
    return (tangents) => tf.addN(tangents.map((tangent, at) => tf.mul(tangent, coefficients[at])));
  },
  mean:
    ({ tf }) =>
    (tangents) =>
      tf.mul(tf.addN([...tangents]), 1 / tangents.length),
};
