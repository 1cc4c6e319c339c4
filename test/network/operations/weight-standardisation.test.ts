import { EigenvalueDecomposition, Matrix as Dense } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/analysis/analyse';
import { Matrix } from '../../../src/numerics/matrix';
import type { ParameterJacobian } from '../../../src/network/operation';
import type { SettingValue, Shape } from '../../../src/spec/architecture';
import { readSpecification } from '../../../src/spec/specification';
import { memoryFiles, npyBytes, safetensorsBytes } from '../../support/tensor-files';
import { numbers } from '../build';
import { affineColumns, catalogueOperation } from './catalogue-operation';
import { checkOperation, expectClose, type Entry } from './check';

type Settings = Readonly<Record<string, SettingValue>>;
type Columns = Extract<ParameterJacobian, { form: 'columns' }>;

const on = { weight_standardized: true };
const layers: [string, Shape, Settings, Entry[]][] = [
  ['dense', [4], { units: 3, ...on }, affineColumns(0, 3, 4, 1)],
  ['dense', [2, 4], { units: 2, bias: false, ...on }, affineColumns(0, 2, 4)],
  ['conv1d', [5, 2], { filters: 2, kernel: [3], ...on }, affineColumns(0, 2, 6, 1)],
  ['conv2d', [3, 3, 4], { filters: 4, kernel: [2], groups: 2, ...on }, affineColumns(0, 4, 8, 1)],
  ['depthwise_conv2d', [3, 3, 2], { kernel: [2], multiplier: 2, ...on }, affineColumns(0, 4, 4, 1)],
];

describe('the weight applied', () => {
  test('has mean 0 and population variance 1 in every unit', () => {
    const operation = catalogueOperation('dense', [6], { units: 3, bias: false, ...on });
    const axes = operation.forward([Matrix.identity(6)], { ones: new Float64Array(6) }).output;
    for (const row of axes.transpose().toRows()) {
      expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 13);
      // 1 - 1e-10 / (variance + 1e-10) with a variance of about 0.3.
      expect(row.reduce((sum, value) => sum + value ** 2, 0) / 6).toBeCloseTo(1, 8);
    }
  });

  test('by hand: (w - mean) / sqrt(variance + 1e-10)', () => {
    const operation = catalogueOperation('dense', [2], { units: 2, ...on }, ({ name, values }) =>
      name === 'weight' ? { values: Float64Array.of(1, 3, 5, 5) } : { values: values.fill(10) },
    );
    const { output } = operation.forward([Matrix.fromRows([[1, 2]])], { ones: Float64Array.of(1) });
    // Deviation 1; equal weights have none, so that they count as zeros.
    expectClose(output.data, [10 + 1 / Math.sqrt(1 + 1e-10), 10], 1e-15);
  });

  test('of a transposed convolution is standardised over what an output channel reads', () => {
    const values = numbers(1, 2 * 3 * 2, 5).data;
    const standard = (unit: number) => {
      const read = [0, 1].flatMap((input) => [0, 1].map((tap) => values[(input * 3 + unit) * 2 + tap]));
      const mean = read.reduce((sum, value) => sum + value, 0) / 4;
      const variance = read.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4;
      return read.map((value) => (value - mean) / Math.sqrt(variance + 1e-10));
    };
    const settings = { filters: 3, kernel: [2], bias: false, ...on };
    const operation = catalogueOperation('conv_transpose1d', [1, 2], settings, { values });
    const { output } = operation.forward([Matrix.identity(2)], { ones: new Float64Array(2) });
    const expected = [0, 1].flatMap((input) =>
      [0, 1].flatMap((tap) => [0, 1, 2].map((unit) => standard(unit)[input * 2 + tap])),
    );
    expectClose(output.data, expected, 1e-14);
  });
});

describe('derivatives', () => {
  test.each(layers)('%s of %j, %j', (kind, input, settings, columns) => {
    checkOperation(catalogueOperation(kind, input, settings), [volume(input)], columns);
  });

  test('a transposed convolution, unit by unit', () => {
    const columns = [0, 1].flatMap((unit): Entry[] => [
      ...[0, 1].flatMap((input) => [0, 1].map((tap): Entry => [0, (input * 2 + unit) * 2 + tap])),
      [1, unit],
    ]);
    const settings = { filters: 2, kernel: [2], stride: [2], ...on };
    checkOperation(catalogueOperation('conv_transpose1d', [2, 2], settings), [4], columns);
  });

  test('pruned entries count as zeros and are no parameters', () => {
    const mask = Uint8Array.of(1, 0, 1, 1, 1, 0, 1, 1);
    const operation = catalogueOperation('conv1d', [3, 2], { filters: 2, kernel: [2], ...on }, ({ name, values }) =>
      name === 'weight' ? { mask, values: values.map((value, at) => value * mask[at]) } : {},
    );
    const survives = ([which, entry]: Entry) => which === 1 || mask[entry] === 1;
    checkOperation(operation, [6], affineColumns(0, 2, 4, 1).filter(survives));
  });

  test('nothing that is frozen', () => {
    checkOperation(catalogueOperation('dense', [4], { units: 2, ...on }, { trainable: false }), [4], []);
  });
});

describe('blocks of columns', () => {
  const operation = catalogueOperation('conv1d', [4, 2], { filters: 3, kernel: [2], ...on });
  const { output, saved } = operation.forward([numbers(3, 8)], { ones: Float64Array.of(1, 1, 1) });
  const partOf = (cotangent: Matrix) => operation.parameterJacobian(saved, cotangent, 2)[0] as Columns;

  test('of any length make the whole', () => {
    const { block, width } = partOf(numbers(6, output.cols));
    expect(width).toBe(15);
    const pieces = [block(0, 4), block(4, 5), block(5, 15)].flatMap((piece) => piece.toRows());
    expect(pieces).toEqual(block(0, 15).toRows());
  });

  test('of cotangents that all samples share', () => {
    const cotangent = numbers(2, output.cols);
    const repeated = Matrix.fromRows([0, 1, 2].flatMap(() => cotangent.toRows()));
    expect(partOf(cotangent).block(3, 9)).toEqual(partOf(repeated).block(3, 9));
  });
});

/**
 * F = W V^ x with V^ standardised: Ghat = sum_r w_r w_r^T / s_r^2 (x) S (I - 1 1^T / d - v_r v_r^T / d) S + I (x) S V^T V S
 * (docs/theory/gauss-newton.md 7), S S = Sigma, eigenvalues by ml-matrix.
 */
test('the whole analysis gives the closed form of two layers', async () => {
  const [d, m, k, n] = [4, 6, 3, 7];
  const [v, w, x] = [numbers(m, d, 5), numbers(k, m, 6), numbers(n, d, 9)];
  const source = `model M { input ${d}\n data npy("x.npy")\n weights "w.safetensors"
    a: dense(${m}, bias: false, weight_standardized: true)\n b: dense(${k}, bias: false) }`;
  const { architecture, problems } = readSpecification(source, { syntax: 'arch' });
  expect(problems).toEqual([]);
  const files = memoryFiles({
    'x.npy': npyBytes({ shape: [n, d], values: x.data }),
    'w.safetensors': safetensorsBytes({
      'a.weight': { shape: [m, d], values: v.data },
      'b.weight': { shape: [k, m], values: w.data },
    }),
  });
  const { spectrum } = (await analyse(architecture!, { files, source: null, budgetSeconds: 60 })).report!;

  const expected = closedForm(v, w, x);
  // Weights never see the mean of the input's features: k (d - 1) directions, not k d.
  expect(expected.length).toBe(k * (d - 1));
  expect(spectrum.rank).toBe(k * (d - 1));
  expectClose(
    spectrum.eigenvalues!.map((value) => value / expected[0]),
    expected.map((value) => value / expected[0]),
    1e-14,
  );
});

/** Nonzero eigenvalues, descending. */
function closedForm(v: Matrix, w: Matrix, x: Matrix): number[] {
  const [d, k] = [v.cols, w.rows];
  const data = new Dense(x.toRows());
  const { diagonal, vectors } = symmetric(data.transpose().mmul(data).div(x.rows));
  const s = vectors.mmul(Dense.diag(diagonal.map((value) => Math.sqrt(Math.max(0, value))))).mmul(vectors.transpose());
  const units = v.toRows().map((row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / d;
    const deviation = Math.sqrt(row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / d + 1e-10);
    return { row: Dense.rowVector(row.map((value) => (value - mean) / deviation)), deviation };
  });
  let ghat = Dense.zeros(k * d, k * d);
  units.forEach(({ row, deviation }, r) => {
    const column = Dense.columnVector([...w.column(r)]);
    // A projector but for the 1e-10: v^T v / d is a little less than 1.
    const derivative = Dense.eye(d).sub(Dense.ones(d, d).div(d)).sub(row.transpose().mmul(row).div(d));
    const left = column.mmul(column.transpose()).div(deviation ** 2);
    ghat = ghat.add(left.kroneckerProduct(s.mmul(derivative).mmul(derivative).mmul(s)));
    ghat = ghat.add(Dense.eye(k).kroneckerProduct(s.mmul(row.transpose().mmul(row)).mmul(s)));
  });
  const values = symmetric(ghat).diagonal.toSorted((a, b) => b - a);
  return values.filter((value) => value > 1e-10 * values[0]);
}

function symmetric(matrix: Dense): { diagonal: number[]; vectors: Dense } {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  return { diagonal: realEigenvalues, vectors: eigenvectorMatrix };
}

function volume(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}
