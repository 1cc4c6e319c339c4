/**
 * What one node of the graph computes. Batches are matrices with one sample a row, features flattened row-major. Cotangents have
 * `rowsPerSample` rows a sample, sample-major: row i * rowsPerSample + c belongs to sample i.
 */
import type { Matrix } from '../numerics/matrix';
import type { Complaint } from './problems';

export interface Parameter {
  /** `<layer name>.<local name>`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float64Array;
  readonly trainable: boolean;
  /** 1 where a parameter survives pruning (its value elsewhere is 0 and it is not counted); absent without pruning. */
  readonly mask?: Uint8Array;
}

export interface Batch {
  /**
   * The constant that a bias multiplies, one a sample: ones for data; for a linear network evaluated on a factor of the
   * second moment of [x; 1] (docs/theory/gauss-newton.md 1.6) the factor's last column.
   */
  readonly ones: Float64Array;
}

/**
 * How the outputs move with one layer's learnable parameters, factored. With P positions, J[(i,c), (o,q)] =
 * sum_t left[(i,c), t*leftWidth + o] * right[i, t*rightWidth + q]; `left` has rowsPerSample rows a sample, `right` one. Columns (o,q)
 * with mask 0 are not parameters. A bias is one more column of `right` holding the batch's `ones`.
 * `diagonal`: J[(i,c), q] = sum_t left[(i,c), t*width + q] * right[i, t*width + q].
 */
export type ParameterJacobian =
  | {
      readonly form: 'outer';
      readonly positions: number;
      readonly left: Matrix;
      readonly leftWidth: number;
      readonly right: Matrix;
      readonly rightWidth: number;
      /** Ascending, which columns of the weight those of `right` are, where columns that no sample moves are left out. */
      readonly rightColumns?: Int32Array;
      /** leftWidth x rightWidth, row-major. */
      readonly mask?: Uint8Array;
    }
  | {
      readonly form: 'diagonal';
      readonly positions: number;
      readonly left: Matrix;
      readonly right: Matrix;
      readonly width: number;
    }
  | {
      /** Whatever has no factors: J^T block by block. */
      readonly form: 'columns';
      readonly width: number;
      /** Rows [first, last) of J^T, one parameter a row: (last - first) x (n * rowsPerSample). */
      readonly block: (first: number, last: number) => Matrix;
      /** J, where it is at hand: (n * rowsPerSample) x width. */
      readonly entries?: Matrix;
    };

/** Samples that depend on each other through statistics of the batch alone. Seeds here are on their own sample, as behind all couplings. */
export interface Coupling<Saved = unknown> {
  /** How many there are. */
  readonly statistics: number;
  /** The vjp with the statistics held still. */
  own(saved: Saved, cotangent: Matrix, rowsPerSample: number): Matrix;
  /** d(seed)/d(statistic): cotangent.rows x statistics. */
  byStatistic(saved: Saved, cotangent: Matrix): Matrix;
  /** Row i * (last - first) + m - first is d(statistic m)/d(input features of sample i), m in [first, last). */
  gradients(saved: Saved, first: number, last: number): Matrix;
}

/** `Saved` is what the operation keeps of its forward pass; only it reads it. */
export interface Operation<Saved = unknown> {
  /** Whether the output is linear in [input; 1], whatever the sample. */
  readonly linear: boolean;
  /** Whether the output depends on the batch's `ones`: a bias, learned or given. */
  readonly usesOnes: boolean;
  /**
   * Given where a sample's output depends on the other samples. The vjp then reads and returns cotangents with every seed on every
   * sample: row i * rowsPerSample + c is d(seed c)/d(features of sample i).
   */
  readonly couples?: Coupling<Saved>;
  /** Learnable or given tensors, in the order of their columns in the Jacobian. */
  readonly parameters: readonly Parameter[];
  /** inputs: n x features each. */
  forward(inputs: readonly Matrix[], batch: Batch): { readonly output: Matrix; readonly saved: Saved };
  /** Directional derivative: one tangent an input (n x features), and one a parameter where given (same length as `values`). */
  jvp(saved: Saved, tangents: readonly Matrix[], parameterTangents?: readonly (Float64Array | undefined)[]): Matrix;
  /** cotangent: (n * rowsPerSample) x output features. Returns one cotangent an input. */
  vjp(saved: Saved, cotangent: Matrix, rowsPerSample: number): readonly Matrix[];
  /** The same in place of the cotangent, where an operation of one input can. */
  pullInPlace?(saved: Saved, cotangent: Matrix, rowsPerSample: number): void;
  /** Where the forward pass could not do what the layer means (an equilibrium that was not found); the output is NaN there. */
  trouble?(saved: Saved): Complaint | undefined;
  /**
   * The transpose of what jvp makes of parameter tangents: adds to `gradients`, one array a parameter where given, what the cotangent
   * (n x output features) of all samples together gives for it; entries that are pruned mean nothing. Absent without parameters.
   */
  addGradients?(saved: Saved, cotangent: Matrix, gradients: readonly (Float64Array | undefined)[]): void;
  /**
   * Only trainable, surviving parameters; empty when there are none. `mayBeWhole`: the cotangents are each sample's own, and J may be given
   * itself (`entries`) where it is smaller than its factors.
   */
  parameterJacobian(
    saved: Saved,
    cotangent: Matrix,
    rowsPerSample: number,
    mayBeWhole?: boolean,
  ): readonly ParameterJacobian[];
}
