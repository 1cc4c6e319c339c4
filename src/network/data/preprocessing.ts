/** What a specification may ask of its data, in this order: centre, whiten, normalise. */
import { Matrix } from '../../numerics/matrix';
import type { Data } from '../../spec/architecture';
import type { Complaint } from '../problems';
import { euclideanNorm } from './norm';
import { whiten } from './whitening';

export function preprocess(
  data: Matrix,
  { center, whiten: whitening, normalize }: Pick<Data, 'center' | 'whiten' | 'normalize'>,
): { value: Matrix; complaints: Complaint[] } {
  const complaints: Complaint[] = [];
  let value = center ? centred(data) : data;
  if (whitening) {
    const whitened = whiten(value);
    value = whitened.value;
    if (whitened.rank < value.cols) complaints.push(fewDimensions(whitened.rank, value));
  }
  if (normalize === 'unit') {
    const zeros = Array.from({ length: value.rows }, (_, i) => i).filter((i) => euclideanNorm(value.row(i)) === 0);
    if (zeros.length > 0) complaints.push(zeroSamples(zeros));
    value = unitRows(value);
  }
  return { value, complaints };
}

/** Every feature's mean subtracted. */
function centred({ rows, cols, data }: Matrix): Matrix {
  const means = new Float64Array(cols);
  data.forEach((value, index) => (means[index % cols] += value / rows));
  return new Matrix(
    rows,
    cols,
    data.map((value, index) => value - means[index % cols]),
  );
}

/** Every sample divided by its length; samples of zeros stay. */
function unitRows(data: Matrix): Matrix {
  const result = data.clone();
  for (let i = 0; i < data.rows; i++) {
    const row = result.row(i);
    const length = euclideanNorm(row);
    if (length > 0) row.forEach((value, j) => (row[j] = value / length));
  }
  return result;
}

function fewDimensions(rank: number, { rows, cols }: Matrix): Complaint {
  return {
    code: 'K090',
    severity: 'information',
    message:
      `Whitening kept ${rank} of ${cols} directions; the ${rows} samples do not vary in the other ${cols - rank}, ` +
      'where the second moment stays zero.',
    hint: 'More samples than features, none of them constant or a combination of others, give all directions.',
  };
}

function zeroSamples(indices: readonly number[]): Complaint {
  const which =
    indices.length === 1
      ? `Sample ${indices[0]} is`
      : `Samples ${indices.slice(0, 5).join(', ')}${indices.length > 5 ? ', …' : ''} are`;
  return {
    code: 'K094',
    severity: 'warning',
    message: `${which} zero and cannot be scaled to unit length; left as is.`,
    hint: 'Remove empty samples, or drop "normalize: unit".',
  };
}
