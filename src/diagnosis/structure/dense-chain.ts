import type { Architecture, GraphNode, Layer } from '../../spec/architecture';
import { classScores } from '../../spec/class-scores';
import { isChain } from '../../spec/paths';
import type { Subject } from '../rule';

/** A linear network that is one chain of dense layers over a flat vector, W^L … W^1 x (+ biases). */
export interface DenseChain {
  readonly layers: readonly Layer[];
  /** Outputs of each dense layer; the last are the network's. */
  readonly widths: readonly number[];
  /** Every layer is learnable, none is pruned and none has another's weights: the closed forms count all parameters. */
  readonly complete: boolean;
  /** null when only some layers have one. */
  readonly biased: boolean | null;
}

/** The chain, or undefined when the network is not linear, branches, or mixes other operations in. */
export function denseChain({ report, architecture }: Subject): DenseChain | undefined {
  if (!report.model.linear || !isChain(architecture) || !architecture.nodes.every(isPlain)) return undefined;
  const dense = architecture.nodes.filter(({ kind }) => kind === 'dense');
  if (dense.length === 0) return undefined;
  const layers = dense.map((node) => architecture.layers[node.layer]);
  const biases = dense.filter(({ tensors }) => tensors.bias).length;
  return {
    layers,
    widths: dense.map(({ outputShape }) => outputShape[0]),
    complete:
      layers.every(({ trainable, prune }) => trainable && !prune) && dense.every(({ shares }) => shares === undefined),
    biased: biases === 0 ? false : biases === dense.length ? true : null,
  };
}

/**
 * Rank of the Gauss-Newton matrix of a chain with generic weights, sum_l (r_l - r_(l-1)) s_l, where r_l is the rank of the map from
 * layer l's output to the network's and s_l the rank of what reaches layer l; without biases q (r + k - q) with q the narrowest of the
 * widths, r and k. null where the form does not hold (frozen or pruned layers, biases on some layers only).
 */
export function genericRank(
  { widths, complete, biased }: DenseChain,
  { report, architecture }: Subject,
): number | null {
  if (!complete || biased === null) return null;
  const constant = biased ? 1 : 0;
  const inputRank = Math.min(report.data.samples - report.data.duplicates, report.data.rank + constant);
  let rank = 0;
  let left = 0;
  widths.forEach((_, l) => {
    const nextLeft = Math.min(fittedOutputs(architecture), ...widths.slice(l));
    const right = Math.min(inputRank, ...widths.slice(0, l).map((width) => width + constant));
    rank += (nextLeft - left) * right;
    left = nextLeft;
  });
  return rank;
}

/** Outputs that the loss looks at: softmax ignores what all logits of a position share. */
export function fittedOutputs(architecture: Architecture): number {
  const { classes, positions } = classScores(architecture);
  return positions * (architecture.loss === 'cross_entropy' ? classes - 1 : classes);
}

function isPlain({ kind, inputShapes, tensors, settings }: GraphNode): boolean {
  switch (kind) {
    case 'dense':
      return inputShapes[0].length === 1;
    case 'scale':
      return Object.keys(tensors).length === 0 && settings.value !== 0;
    default:
      return ['input', 'activation', 'flatten', 'reshape', 'dropout'].includes(kind);
  }
}
