import { describe, expect, test } from 'vitest';
import { type Basis, ResidentBasis, ScatteredBasis } from '../../src/numerics/basis';
import { randomStream } from '../../src/numerics/random';
import { dot, orthonormalised } from '../../src/numerics/vectors';
import { newMachine } from '../../src/numerics/wasm';

const SIZE = 101;

function random(key: string): Float64Array {
  return randomStream(1, key).normals(SIZE);
}

function filled(basis: Basis, count: number): Basis {
  const candidates = Array.from({ length: count }, (_, i) => random(`vector ${i}`));
  for (const vector of orthonormalised(candidates)) basis.push(vector);
  return basis;
}

/** An odd size and counts that fill no chunk, so that every rest is seen. */
describe.each([
  ['scattered', () => new ScatteredBasis()],
  ['resident', () => new ResidentBasis(SIZE, newMachine())],
] as const)('a %s basis', (_, create) => {
  test.each([1, 4, 7, 37])(
    'of %i vectors: what is left is orthogonal to all, what was removed their combination',
    (count) => {
      const basis = filled(create(), count);
      expect(basis.length).toBe(count);
      const vector = random('other');
      const left = vector.slice();
      basis.removeFrom(left);
      for (const one of basis.vectors) expect(Math.abs(dot(one, left))).toBeLessThan(1e-14);
      const along = basis.components(vector);
      basis.vectors.forEach((one, i) => expect(along[i]).toBeCloseTo(dot(one, vector), 13));
      basis.combination(along).forEach((value, i) => expect(value).toBeCloseTo(vector[i] - left[i], 13));
    },
  );

  test('gives back what it was given', () => {
    const [first, second] = orthonormalised([random('a'), random('b')]);
    const basis = create();
    basis.push(first);
    basis.push(second);
    expect(basis.vectors).toEqual([first, second]);
    basis.clear();
    basis.push(second);
    expect(basis.vectors).toEqual([second]);
  });
});
