import { describe, expect, it } from 'vitest';
import { Matrix } from '../../src/numerics/matrix';
import { randomStream } from '../../src/numerics/random';
import { symmetricEigen } from '../../src/numerics/symmetric-eigen';
import { tridiagonalPairs } from '../../src/numerics/tridiagonal-pairs';

const dense = (diagonal: readonly number[], coupling: readonly number[]) => {
  const result = Matrix.diagonal(diagonal);
  for (let i = 1; i < diagonal.length; i++) {
    result.set(i, i - 1, coupling[i - 1]);
    result.set(i - 1, i, coupling[i - 1]);
  }
  return result;
};

describe('eigenvalues of a tridiagonal matrix and entries of its vectors', () => {
  // Truth: the eigenvectors of the whole matrix, whose signs are free.
  it.each([1, 2, 7, 40, 90])('size %i: as of the whole matrix', (size) => {
    const numbers = [...randomStream(3, 'tridiagonal').normals(2 * size)];
    const [diagonal, coupling] = [numbers.slice(0, size), numbers.slice(size)];
    const truth = symmetricEigen(dense(diagonal, coupling));
    const places = [0, size - 1];
    const { values, entries } = tridiagonalPairs(diagonal, coupling, places);
    values.forEach((value, i) => {
      expect(value).toBeCloseTo(truth.values[i], 13);
      const sign = Math.sign(
        places.reduce((sum, place, at) => sum + truth.vectors.get(place, i) * entries.get(i, at), 0),
      );
      places.forEach((place, at) => expect(sign * entries.get(i, at)).toBeCloseTo(truth.vectors.get(place, i), 12));
    });
  });

  // Truth: 2 - 2 cos(pi k / (n + 1)), entries sqrt(2 / (n + 1)) sin(pi j k / (n + 1)).
  it.each([1, 2 ** 500, 2 ** -500])('second differences times %d', (unit) => {
    const size = 30;
    const angle = Math.PI / (size + 1);
    const diagonal = Array.from({ length: size }, () => 2 * unit);
    const { values, entries } = tridiagonalPairs(
      diagonal,
      diagonal.map(() => -unit),
      [4],
    );
    values.forEach((value, i) => {
      expect(value / unit).toBeCloseTo(2 - 2 * Math.cos(angle * (size - i)), 14);
      const entry = Math.sqrt(2 / (size + 1)) * Math.sin(5 * angle * (size - i));
      expect(Math.abs(entries.get(i, 0))).toBeCloseTo(Math.abs(entry), 13);
    });
  });

  it.each([
    { what: 'zeros', diagonal: [0, 0], coupling: [0], values: [0, 0], entries: [1, 0] },
    { what: 'no coupling', diagonal: [1, 3], coupling: [0], values: [3, 1], entries: [0, 1] },
    { what: 'what is not finite', diagonal: [1, NaN], coupling: [1], values: [NaN, NaN], entries: [NaN, NaN] },
  ])('$what', ({ diagonal, coupling, values, entries }) => {
    const found = tridiagonalPairs(diagonal, coupling, [0]);
    expect([...found.values]).toEqual(values);
    expect([...found.entries.data]).toEqual(entries);
  });
});
