import { describe, expect, it } from 'vitest';
import { Matrix } from '../../src/numerics/matrix';
import { gramOverPositions } from '../../src/numerics/position-gram';
import { sumOverPositions } from '../../src/numerics/position-sums';
import { gram } from '../../src/numerics/products';
import { randomStream } from '../../src/numerics/random';

const random = (rows: number, cols: number, key: string) =>
  new Matrix(rows, cols, randomStream(5, key).normals(rows * cols));

interface Sizes {
  readonly samples: number;
  readonly perSample: number;
  readonly positions: number;
  readonly inner: number;
  readonly outer: number;
  readonly shared: boolean;
}

/** Truth: the definition, entry by entry. */
function explicit(left: Matrix, right: Matrix, { samples, perSample, positions, inner, outer, shared }: Sizes): Matrix {
  const result = new Matrix(samples * perSample, inner * outer);
  for (let row = 0; row < result.rows; row++)
    for (let a = 0; a < inner; a++)
      for (let b = 0; b < outer; b++) {
        let sum = 0;
        for (let t = 0; t < positions; t++)
          sum +=
            left.get(shared ? row % perSample : row, t * inner + a) *
            right.get(Math.floor(row / perSample), t * outer + b);
        result.set(row, a * outer + b, sum);
      }
  return result;
}

const table: readonly Sizes[] = [
  { samples: 3, perSample: 2, positions: 5, inner: 4, outer: 7, shared: false },
  { samples: 4, perSample: 3, positions: 1, inner: 6, outer: 5, shared: true },
  { samples: 1, perSample: 9, positions: 40, inner: 2, outer: 3, shared: false },
  // Above the size of one chunk: stretches of one sample's positions.
  { samples: 2, perSample: 40, positions: 700, inner: 150, outer: 2, shared: false },
];

describe.each(table)('$samples x $perSample rows, $positions positions, shared: $shared', (sizes) => {
  const { samples, perSample, positions, inner, outer, shared } = sizes;
  const left = random((shared ? 1 : samples) * perSample, positions * inner, 'left');
  const right = random(samples, positions * outer, 'right');
  const truth = explicit(left, right, sizes);

  it('has the rows of its definition', () => {
    const [first, last] = [1, inner];
    const rows = samples * perSample;
    const found = new Matrix(rows, (last - first) * outer);
    for (let i = 0; i < samples; i++) {
      const from = shared ? 0 : i * perSample;
      const size = perSample * found.cols;
      sumOverPositions(
        { of: left, width: inner },
        [from, from + perSample],
        [first, last],
        new Matrix(positions, outer, right.row(i)),
        found.data.subarray(i * size, (i + 1) * size),
      );
    }
    for (let row = 0; row < rows; row++)
      found.row(row).forEach((value, at) => expect(value).toBeCloseTo(truth.get(row, first * outer + at), 9));
  });

  it('has their Gram matrix through pairs of positions', () => {
    const found = gramOverPositions(samples * perSample, {
      left: { of: left, width: inner },
      right: { of: right, width: outer },
      positions,
      shared,
    });
    const expected = gram(truth);
    const scale = Math.max(...expected.data.map(Math.abs));
    found.data.forEach((value, at) => expect(Math.abs(value - expected.data[at]) / scale).toBeLessThan(1e-13));
    expect(found.transpose()).toEqual(found);
  });
});
