/** Multi-head self-attention as torch.nn.MultiheadAttention computes it, on length x features. */
import { Matrix } from '../../numerics/matrix';
import { multiply } from '../../numerics/products';
import type { Operation } from '../operation';
import { affine, type AffinePoint } from './affine';
import { attentionPullback, attentionTangent, attentionWeights, type Head } from './attention-core';
import { setting, tensor, type Definition } from './definition';
import { computedOnce } from './pullback';

interface Saved {
  readonly entrance: AffinePoint;
  readonly exit: AffinePoint;
  /** By sample, then head. */
  readonly heads: readonly (readonly { readonly head: Head; readonly weights: Matrix }[])[];
}

/**
 * Settings: `heads`, `causal`. Tensors: in_proj_weight [3 features, features] (queries, keys, values), in_proj_bias, out_proj.weight
 * [features, features], out_proj.bias; the biases may lack. Columns of the Jacobian: those of the entrance, then those of the exit, each
 * (unit, feature) with the bias as last feature.
 */
export function attention(definition: Definition): Operation<Saved> {
  const { node, parameters } = definition;
  const [length, features] = node.inputShapes[0];
  const causal = setting<boolean>(node, 'causal');
  const layout: HeadLayout = { length, features, count: setting<number>(node, 'heads') };
  const entrance = affine(definition, { weight: 'in_proj_weight', bias: 'in_proj_bias' });
  const exit = affine(definition, { weight: 'out_proj.weight', bias: 'out_proj.bias' });
  const columns = Array.from({ length: layout.count }, (_, h) => h);

  /** Cotangents of queries, keys and values, as the entrance gives them. */
  const pullToEntrance = computedOnce(({ heads }: Saved, cotangent, rowsPerSample) => {
    const context = exit.pull(cotangent);
    const result = new Matrix(cotangent.rows, 3 * length * features);
    for (const [i, ofSample] of heads.entries())
      for (const [h, { head, weights }] of ofSample.entries()) {
        const rows = samplesRows(context, i, rowsPerSample);
        const pulled = attentionPullback(head, weights, part(rows, layout, h, 0));
        putHead(samplesRows(result, i, rowsPerSample), layout, h, pulled);
      }
    return result;
  });

  return {
    linear: false,
    usesOnes: tensor(definition, 'in_proj_bias') !== undefined,
    parameters,
    forward([input], { ones }) {
      const projected = entrance.apply(input, ones);
      const context = new Matrix(input.rows, input.cols);
      const heads = Array.from({ length: input.rows }, (_, i) =>
        columns.map((h) => {
          const head = headOf(samplesRows(projected, i, 1), layout, h);
          const weights = attentionWeights(head, causal);
          putPart(samplesRows(context, i, 1), layout, h, 0, multiply(weights, head.values));
          return { head, weights };
        }),
      );
      const saved = { entrance: { input, ones }, exit: { input: context, ones }, heads };
      return { output: exit.apply(context, ones), saved };
    },
    jvp(saved, [tangent], directions) {
      const projected = entrance.tangent(tangent, saved.entrance, directions);
      const context = new Matrix(tangent.rows, tangent.cols);
      for (const [i, ofSample] of saved.heads.entries())
        for (const [h, { head, weights }] of ofSample.entries()) {
          const moved = attentionTangent(head, weights, headOf(samplesRows(projected, i, 1), layout, h));
          putPart(samplesRows(context, i, 1), layout, h, 0, moved);
        }
      return exit.tangent(context, saved.exit, directions);
    },
    vjp: (saved, cotangent, rowsPerSample) => [entrance.pull(pullToEntrance(saved, cotangent, rowsPerSample))],
    addGradients(saved, cotangent, gradients) {
      entrance.addGradients(saved.entrance, pullToEntrance(saved, cotangent, 1), gradients);
      exit.addGradients(saved.exit, cotangent, gradients);
    },
    parameterJacobian(saved, cotangent, rowsPerSample) {
      if (!parameters.some(({ trainable }) => trainable)) return [];
      return [
        ...entrance.jacobian(saved.entrance, pullToEntrance(saved, cotangent, rowsPerSample)),
        ...exit.jacobian(saved.exit, cotangent),
      ];
    },
  };
}

interface HeadLayout {
  readonly length: number;
  readonly features: number;
  readonly count: number;
}

/** A view of the rows of sample i. */
function samplesRows({ cols, data }: Matrix, i: number, rowsPerSample: number): Matrix {
  return new Matrix(rowsPerSample, cols, data.subarray(i * rowsPerSample * cols, (i + 1) * rowsPerSample * cols));
}

function headOf(projected: Matrix, layout: HeadLayout, h: number): Head {
  const [queries, keys, values] = [0, 1, 2].map((which) => part(projected, layout, h, which));
  return { queries, keys, values };
}

function putHead(projected: Matrix, layout: HeadLayout, h: number, { queries, keys, values }: Head): void {
  for (const [which, block] of [queries, keys, values].entries()) putPart(projected, layout, h, which, block);
}

/** Features of head h, of queries (0), keys (1) or values (2); (rows * length) x (features / heads). A matrix of contexts has part 0 only. */
function part(rows: Matrix, layout: HeadLayout, h: number, which: number): Matrix {
  const width = layout.features / layout.count;
  const result = new Matrix(rows.rows * layout.length, width);
  for (let r = 0; r < result.rows; r++) {
    const from = offset(rows, layout, h, which, r);
    result.data.set(rows.data.subarray(from, from + width), r * width);
  }
  return result;
}

function putPart(rows: Matrix, layout: HeadLayout, h: number, which: number, block: Matrix): void {
  for (let r = 0; r < block.rows; r++) rows.data.set(block.row(r), offset(rows, layout, h, which, r));
}

/** Where row r of a head's part starts. */
function offset(
  { cols }: Matrix,
  { length, features, count }: HeadLayout,
  h: number,
  which: number,
  r: number,
): number {
  return (r * cols) / length + which * features + (h * features) / count;
}
