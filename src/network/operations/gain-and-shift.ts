/** y = gamma z + beta, the affine map that ends a normalisation. */
import { Matrix } from '../../numerics/matrix';
import type { GraphNode } from '../../spec/architecture';
import type { Parameter, ParameterJacobian } from '../operation';
import { tensor, type Definition } from './definition';
import { addEntryProducts, addEntrySums, addFeatures, addTimesFeatures, spread, timesFeatures } from './feature-maps';

export interface GainAndShift {
  /** gamma and beta, those that the node has. */
  readonly parameters: readonly Parameter[];
  apply(point: NormalisedPoint): Matrix;
  /** Directional derivative; `directions` are those of `parameters`. */
  tangent(tangent: Matrix, point: NormalisedPoint, directions?: readonly (Float64Array | undefined)[]): Matrix;
  /** Cotangent of y to cotangent of z. */
  pull(cotangent: Matrix): Matrix;
  /** As in Operation; `gradients` are those of `parameters`. */
  addGradients(point: NormalisedPoint, cotangent: Matrix, gradients: readonly (Float64Array | undefined)[]): void;
  /** The columns of gamma, then those of beta. */
  jacobian(point: NormalisedPoint, cotangent: Matrix): ParameterJacobian[];
}

export interface NormalisedPoint {
  /** z, n x features. */
  readonly normalised: Matrix;
  /** What beta multiplies, one a sample. */
  readonly ones: Float64Array;
}

/** Tensors: weight (gamma), bias (beta), either of which may be absent. `entryOf`: which of their entries each feature of z uses. */
export function gainAndShift(definition: Definition, entryOf: Int32Array): GainAndShift {
  const gamma = tensor(definition, 'weight');
  const beta = tensor(definition, 'bias');
  const parameters = [gamma, beta].filter((parameter) => parameter !== undefined);
  const ordered = positionMajor(entryOf);

  /** A new batch, even without a gain. */
  const times = (batch: Matrix) => (gamma ? timesFeatures(batch, spread(gamma.values, entryOf)) : batch.clone());

  return {
    parameters,
    apply({ normalised, ones }) {
      const result = times(normalised);
      if (beta) addFeatures(result, ones, spread(beta.values, entryOf));
      return result;
    },
    tangent(tangent, { normalised, ones }, directions = []) {
      const moved = times(tangent);
      for (const [index, direction] of directions.entries()) {
        if (!direction) continue;
        const values = spread(direction, entryOf);
        if (parameters[index] === gamma) addTimesFeatures(moved, normalised, values);
        else addFeatures(moved, ones, values);
      }
      return moved;
    },
    pull: times,
    addGradients({ normalised, ones }, cotangent, gradients) {
      for (const [index, gradient] of gradients.entries()) {
        if (!gradient) continue;
        if (parameters[index] === gamma) addEntryProducts(gradient, cotangent, normalised, entryOf);
        else addEntrySums(gradient, cotangent, ones, entryOf);
      }
    },
    jacobian({ normalised, ones }, cotangent) {
      const left = ordered(cotangent);
      return parameters
        .filter(({ trainable }) => trainable)
        .map((parameter) => {
          const right = parameter === gamma ? ordered(normalised) : constant(ones, entryOf.length);
          const width = parameter.values.length;
          return { form: 'diagonal', positions: entryOf.length / width, left, right, width };
        });
    },
  };
}

/** Entries that a normalisation's tensor starts at: z itself comes out, with given statistics x. */
export function startOfNorm(_node: GraphNode, localName: string): number {
  return localName === 'weight' || localName === 'running_var' ? 1 : 0;
}

/** Rows with the features of a position side by side, in the order of the affine map's entries. */
function positionMajor(entryOf: Int32Array): (rows: Matrix) => Matrix {
  const width = entryOf.reduce((most, entry) => Math.max(most, entry + 1), 0);
  if (entryOf.every((entry, feature) => entry === feature % width)) return (rows) => rows;
  const seen = new Int32Array(width);
  const placeOf = entryOf.map((entry) => seen[entry]++ * width + entry);
  return (rows) => {
    const result = new Matrix(rows.rows, rows.cols);
    for (let i = 0; i < rows.rows; i++) {
      const [from, to] = [rows.row(i), result.row(i)];
      for (let feature = 0; feature < from.length; feature++) to[placeOf[feature]] = from[feature];
    }
    return result;
  };
}

function constant(ones: Float64Array, features: number): Matrix {
  const result = new Matrix(ones.length, features);
  for (let i = 0; i < ones.length; i++) result.row(i).fill(ones[i]);
  return result;
}
