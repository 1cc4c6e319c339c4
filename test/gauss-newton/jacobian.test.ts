import { describe, expect, it } from 'vitest';
import type { FactoredJacobian } from '../../src/gauss-newton/factored-jacobian';
import { compressPart, explicitJacobian } from '../../src/gauss-newton/jacobian-columns';
import { jacobianGram } from '../../src/gauss-newton/jacobian-gram';
import { times, transposedTimes } from '../../src/gauss-newton/jacobian-products';
import { partShares, traceShares } from '../../src/gauss-newton/layer-shares';
import { measureSpectrum } from '../../src/gauss-newton/spectrum';
import { Matrix } from '../../src/numerics/matrix';
import { gram, multiply, multiplyTransposed, transposeMultiply } from '../../src/numerics/products';
import { randomStream } from '../../src/numerics/random';
import { symmetricEigen } from '../../src/numerics/symmetric-eigen';
import type { ParameterJacobian } from '../../src/network/operation';

const random = (rows: number, cols: number, key: string) =>
  new Matrix(rows, cols, randomStream(3, key).normals(rows * cols));

type Factors = Exclude<ParameterJacobian, { form: 'columns' }>;

const SAMPLES = 4;
const OUTPUTS = 3;
const mask = (size: number) => Uint8Array.from({ length: size }, (_, at) => (at % 3 === 0 ? 0 : 1));

/** Every form a part can take: `leftRows` is n k, or k when the cotangents are shared. */
function parts(leftRows: number): Record<string, Factors> {
  const outer = (positions: number, leftWidth: number, rightWidth: number, masked: boolean): Factors => ({
    form: 'outer',
    positions,
    left: random(leftRows, positions * leftWidth, `left ${positions} ${leftWidth}`),
    leftWidth,
    right: random(SAMPLES, positions * rightWidth, `right ${positions} ${rightWidth}`),
    rightWidth,
    ...(masked && { mask: mask(leftWidth * rightWidth) }),
  });
  const diagonal = (positions: number): Factors => ({
    form: 'diagonal',
    positions,
    left: random(leftRows, positions * 5, `left diagonal ${positions}`),
    right: random(SAMPLES, positions * 5, `right diagonal ${positions}`),
    width: 5,
  });
  return {
    dense: outer(1, 5, 6, false),
    'wide dense': outer(1, 20, 30, false),
    pruned: outer(1, 5, 6, true),
    'dense at two positions': outer(2, 3, 4, false),
    'wide at two positions': outer(2, 12, 15, false),
    'pruned at two positions': outer(2, 3, 4, true),
    scale: diagonal(1),
    'scale at two positions': diagonal(2),
  };
}

function jacobianOf(all: readonly ParameterJacobian[], shared: boolean): FactoredJacobian {
  const count = (jacobian: ParameterJacobian) =>
    jacobian.form !== 'outer'
      ? jacobian.width
      : (jacobian.mask?.filter(Boolean).length ?? jacobian.leftWidth * jacobian.rightWidth);
  return {
    samples: SAMPLES,
    rowsPerSample: OUTPUTS,
    rows: SAMPLES * OUTPUTS,
    columns: all.reduce((sum, jacobian) => sum + count(jacobian), 0),
    parts: all.map((jacobian, layer) => ({ layer, node: layer, jacobian, samples: SAMPLES, shared })),
  };
}

/** Truth: the definition, entry by entry. */
function explicit({ jacobian, shared }: FactoredJacobian['parts'][number]): number[][] {
  if (jacobian.form === 'columns') throw new Error('has no factors');
  return Array.from({ length: SAMPLES * OUTPUTS }, (_, row) => {
    const left = jacobian.left.row(shared ? row % OUTPUTS : row);
    const right = jacobian.right.row(Math.floor(row / OUTPUTS));
    const sum = (at: (t: number) => number) =>
      Array.from({ length: jacobian.positions }, (__, t) => at(t)).reduce((total, value) => total + value, 0);
    if (jacobian.form === 'diagonal') {
      const { width } = jacobian;
      return Array.from({ length: width }, (__, q) => sum((t) => left[t * width + q] * right[t * width + q]));
    }
    const { leftWidth, rightWidth, mask: alive } = jacobian;
    return Array.from({ length: leftWidth * rightWidth }, (__, at) => at).flatMap((at) => {
      if (alive && !alive[at]) return [];
      const [o, q] = [Math.floor(at / rightWidth), at % rightWidth];
      return [sum((t) => left[t * leftWidth + o] * right[t * rightWidth + q])];
    });
  });
}

const forms = [false, true].flatMap((shared) =>
  Object.entries(parts(shared ? OUTPUTS : SAMPLES * OUTPUTS)).map(([name, part]) => ({ name, shared, part })),
);

describe.each(forms)('$name, shared cotangents: $shared', ({ part, shared }) => {
  const jacobian = jacobianOf([part], shared);
  const truth = Matrix.fromRows(explicit(jacobian.parts[0]));

  it('has the columns of its definition', () => {
    expectClose(explicitJacobian(jacobian), truth);
  });

  it('has the Gram matrix of its columns', () => {
    expectClose(jacobianGram(jacobian), gram(truth));
  });

  it('has the products of its columns', () => {
    const v = randomStream(4, 'parameters').normals(truth.cols);
    const u = randomStream(4, 'rows').normals(truth.rows);
    const row = (values: Float64Array) => new Matrix(1, values.length, values);
    expectClose(row(times(jacobian.rows, jacobian.parts[0], v)), multiplyTransposed(row(v), truth));
    expectClose(row(transposedTimes(jacobian.parts[0], u)), multiply(row(u), truth));
  });

  it('keeps it under compression', () => {
    const compressed = { ...jacobian, parts: jacobian.parts.map(compressPart) };
    expectClose(jacobianGram(compressed), gram(truth));
  });
});

describe('shares of the layers', () => {
  it.each([false, true])('are those of the explicit eigenvectors; few columns: %s', (few) => {
    const all = parts(SAMPLES * OUTPUTS);
    const chosen = few ? [all.scale, { ...all.scale, width: 5 }] : Object.values(all);
    const jacobian = jacobianOf(chosen, false);
    const spectrum = measureSpectrum(jacobian, { structuralRank: null, mayFactorise: () => true })!;
    expect(spectrum.side).toBe(few ? 'columns' : 'rows');
    // Truth: v = J^T u, part by part.
    const blocks = jacobian.parts.map((part) => Matrix.fromRows(explicit(part)));
    const { vectors } = symmetricEigen(jacobianGram(jacobian));
    const last = few ? 4 : SAMPLES * OUTPUTS - 1;
    for (const index of [0, last]) {
      const u = new Matrix(SAMPLES * OUTPUTS, 1, vectors.column(index));
      const squares = blocks.map((block) =>
        transposeMultiply(block, u).data.reduce((sum, value) => sum + value ** 2, 0),
      );
      const total = squares.reduce((sum, value) => sum + value, 0);
      partShares(jacobian, spectrum, index).forEach((share, at) => expect(share).toBeCloseTo(squares[at] / total, 9));
    }
    const norms = blocks.map((block) => block.data.reduce((sum, value) => sum + value ** 2, 0));
    const norm = norms.reduce((sum, value) => sum + value, 0);
    traceShares(jacobian).forEach((share, at) => expect(share).toBeCloseTo(norms[at] / norm, 12));
  });

  it('average over an eigenspace, where single vectors mean nothing', () => {
    // Two parts that own one of two all but equal eigenvalues each.
    const unit = (at: number): ParameterJacobian => ({
      form: 'diagonal',
      positions: 1,
      left: Matrix.fromRows([[at === 0 ? 1 : 0], [at === 1 ? 1 + 1e-9 : 0]]),
      right: Matrix.fromRows([[1], [1]]),
      width: 1,
    });
    const jacobian: FactoredJacobian = {
      samples: 2,
      rowsPerSample: 1,
      rows: 2,
      columns: 2,
      parts: [0, 1].map((layer) => ({ layer, node: layer, jacobian: unit(layer), samples: 2, shared: false })),
    };
    const spectrum = measureSpectrum(jacobian, { structuralRank: null, mayFactorise: () => true })!;
    partShares(jacobian, spectrum, 0).forEach((share) => expect(share).toBeCloseTo(0.5, 8));
  });
});

function expectClose(actual: Matrix, expected: Matrix): void {
  expect([actual.rows, actual.cols]).toEqual([expected.rows, expected.cols]);
  expected.data.forEach((value, at) => expect(actual.data[at]).toBeCloseTo(value, 11));
}
