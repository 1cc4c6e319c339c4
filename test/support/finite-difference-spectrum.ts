/** The Gauss-Newton spectrum by brute force, sharing with the product only the forward pass: differences and ml-matrix. */
import { Matrix as MlMatrix, SingularValueDecomposition } from 'ml-matrix';
import type { Network } from '../../src/network/network';
import { forward } from '../../src/network/passes';

const STEP = 1e-7;

/** Squared singular values of W J / sqrt(n) with W^T W = H, descending; J by central differences, one learnable surviving parameter a column. */
export function finiteDifferenceSpectrum(network: Network): number[] {
  const parameters = new Set(network.nodes.flatMap(({ operation }) => operation.parameters));
  const columns = Array.from(parameters).flatMap(({ values, trainable, mask }) =>
    trainable
      ? Array.from(values.keys()).flatMap((at) => (mask && !mask[at] ? [] : [difference(network, values, at)]))
      : [],
  );
  if (columns.length === 0) return [];
  const outputs = outputsOf(network);
  const weighted = weighRows(network, outputs, new MlMatrix(columns).transpose());
  const tall = weighted.rows >= weighted.columns ? weighted : weighted.transpose();
  return new SingularValueDecomposition(tall).diagonal.map((value) => value ** 2).sort((a, b) => b - a);
}

function outputsOf(network: Network): Float64Array {
  const { inputs } = network.data;
  return forward(network, inputs, new Float64Array(inputs.rows).fill(1)).outputs[network.architecture.outputNode].data;
}

function difference(network: Network, values: Float64Array, at: number): number[] {
  const kept = values[at];
  const step = STEP * Math.max(1, Math.abs(kept));
  values[at] = kept + step;
  const above = outputsOf(network).slice();
  const right = values[at];
  values[at] = kept - step;
  const below = outputsOf(network);
  const width = right - values[at];
  values[at] = kept;
  return Array.from(above, (value, row) => (value - below[row]) / width);
}

/**
 * H = sum of w w^T over these rows w, exact to relative rounding even for confident predictions. `groups`: the entries that are the classes
 * of one position.
 */
function curvatureRows(loss: string, logits: number[], groups: readonly (readonly number[])[]): number[][] {
  const unit = (at: number, factor: number) => logits.map((_, j) => (j === at ? factor : 0));
  if (loss === 'mse') return logits.map((_, c) => unit(c, 1));
  if (loss === 'binary_cross_entropy')
    return logits.map((z, c) => unit(c, Math.sqrt(1 / (1 + Math.exp(-z)) / (1 + Math.exp(z)))));
  return groups.flatMap((group) => {
    const largest = Math.max(...group.map((at) => logits[at]));
    const weights = group.map((at) => Math.exp(logits[at] - largest));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    // diag(p) - p p^T = sum over pairs of p_a p_b (e_a - e_b)(e_a - e_b)^T.
    return group.flatMap((a, i) =>
      group.slice(0, i).map((b, j) => {
        const factor = Math.sqrt(weights[i] * weights[j]) / total;
        return logits.map((_, at) => (at === a ? factor : at === b ? -factor : 0));
      }),
    );
  });
}

/** Classes are the last axis, in channels_first the first of several. */
function classGroups({ output, layout }: Network['architecture']): number[][] {
  const first = layout === 'channels_first' && output.length > 1;
  const entries = Array.from({ length: output.reduce((product, size) => product * size, 1) }, (_, at) => at);
  const classes = first ? output[0] : output[output.length - 1];
  const positions = entries.length / classes;
  return entries
    .slice(0, positions)
    .map((t) => entries.filter((at) => (first ? at % positions : Math.floor(at / classes)) === t));
}

/** W J / sqrt(n) with W^T W = H, for J of n samples one below another. */
export function weighRows(network: Network, outputs: Float64Array, jacobian: MlMatrix): MlMatrix {
  const samples = network.data.inputs.rows;
  const k = outputs.length / samples;
  const groups = classGroups(network.architecture);
  const blocks = Array.from({ length: samples }, (_, i) => {
    const logits = Array.from(outputs.subarray(i * k, (i + 1) * k));
    const rows = new MlMatrix(curvatureRows(network.architecture.loss, logits, groups));
    return rows.mmul(jacobian.subMatrix(i * k, (i + 1) * k - 1, 0, jacobian.columns - 1)).div(Math.sqrt(samples));
  });
  return new MlMatrix(blocks.flatMap((block) => block.to2DArray()));
}
