import { describe, expect, it } from 'vitest';
import type { FlagCoordinates } from '../../src/gauss-newton/kronecker-flags';
import { KroneckerProduct } from '../../src/gauss-newton/kronecker-product';
import { SingleKroneckerProduct } from '../../src/gauss-newton/kronecker-single-product';
import { Matrix } from '../../src/numerics/matrix';
import { gram } from '../../src/numerics/products';
import { randomStream } from '../../src/numerics/random';
import { norm } from '../../src/numerics/vectors';
import { newMachine } from '../../src/numerics/wasm';

const random = (rows: number, cols: number, key: string) =>
  new Matrix(rows, cols, randomStream(1, key).normals(rows * cols));

/** Three terms of 4 outputs and 9 directions of data, `scale` apart in size. */
function coordinatesOf(scale: number, extents: readonly number[]): FlagCoordinates {
  const terms = [1, scale, 1 / scale].map((factor, l) => ({
    outputs: gram(random(4, 6, `outputs ${l}`)).scale(factor),
    data: gram(random(9, 12, `data ${l}`)).scale(scale),
  }));
  return { terms, outputBasis: Matrix.identity(4), extents: Int32Array.from(extents) };
}

describe('products with a Kronecker sum in float32', () => {
  it.each([
    ['ordinary sizes', 1, [9, 9, 9, 9]],
    ['entries beyond float32', 1e50, [9, 9, 9, 9]],
    ['entries below float32', 1e-50, [9, 9, 9, 9]],
    ['a staircase', 1, [9, 7, 4, 4]],
  ])('%s: those in float64, but for rounding', (_, scale, extents) => {
    const machine = newMachine();
    const coordinates = coordinatesOf(scale, extents);
    const product = new KroneckerProduct(coordinates, 1, machine);
    const single = new SingleKroneckerProduct(coordinates, product.free, machine);
    const vector = randomStream(2, 'vector').normals(36);
    const [truth] = product.times([vector]);
    const found = single.times(vector);
    const difference = norm(found.map((value, at) => value / scale ** 2 - truth[at] / scale ** 2));
    expect(difference).toBeLessThan(1e-6 * norm(truth.map((value) => value / scale ** 2)));
    expect(found).not.toEqual(truth);
  });
});
