import { describe, expect, it } from 'vitest';
import { describeEnds } from '../../src/analysis/spectrum-section';
import { gramMatrix } from '../../src/gauss-newton/gram-matrix';
import { factoredJacobian } from '../../src/gauss-newton/jacobian';
import { measureKappa } from '../../src/gauss-newton/measured-kappa';
import { instantiate } from '../../src/network/instantiate';
import { Matrix } from '../../src/numerics/matrix';
import { randomStream } from '../../src/numerics/random';
import { symmetricEigenvalues } from '../../src/numerics/symmetric-eigen';
import { addTo, dot, norm, scale } from '../../src/numerics/vectors';
import { validArch } from '../support/elaborate-arch';
import { memoryFiles } from '../support/tensor-files';

/** From 800 rows on the bottom comes from a factor in float32. */
const large = 810;

const measure = (matrix: Matrix) => measureKappa({ side: 'rows', matrix }, null);

/** Symmetric with these eigenvalues: reflected three times in random directions. */
function reflected(values: readonly number[]): Matrix {
  const matrix = Matrix.diagonal(values);
  for (const seed of [1, 2, 3]) {
    const direction = randomStream(seed, 'reflection').normals(large);
    scale(direction, Math.SQRT2 / norm(direction));
    const image = Float64Array.from(values, (_, i) => dot(matrix.row(i), direction));
    addTo(image, direction, -dot(image, direction) / 2);
    // (1 - d d^T) A (1 - d d^T) = A - d w^T - w d^T with |d|^2 = 2, w = A d - (d . A d / 2) d.
    for (let i = 0; i < large; i++) {
      addTo(matrix.row(i), image, -direction[i]);
      addTo(matrix.row(i), direction, -image[i]);
    }
  }
  return matrix;
}

describe('large matrices, by way of float32', () => {
  const indices = Array.from({ length: large }, (_, i) => i);
  const shapes: Record<string, (kappa: number) => number[]> = {
    spread: (kappa) => indices.map((i) => kappa ** (-i / (large - 1))),
    // Twenty that lie within two per cent.
    clustered: (kappa) =>
      indices.map((i) =>
        i < large - 20 ? 1 / (1 + (i * (kappa - 1)) / (2 * large)) : (1 + (large - 1 - i) * 1e-3) / kappa,
      ),
    // As eigenvalues of random matrices end: their distances at the bottom vanish slowly.
    edged: (kappa) => indices.map((i) => (1 + (kappa - 1) * ((large - 1 - i) / (large - 1)) ** 1.5) / kappa),
    // Float32 tears a large eigenspace into a cluster that hardly converges: at a small kappa rounding decides whether it does.
    multiple: (kappa) => indices.map((i) => (i < large / 2 ? 1 : 1 / kappa)),
  };
  // Truth: the eigenvalues that the matrix was made of.
  it.each([
    { shape: 'spread', kappa: 1, inSingle: true },
    ...Object.keys(shapes).flatMap((shape) =>
      [10, 3e4, 1e7].map((kappa) => {
        const eitherWay = shape === 'multiple' && kappa === 10;
        return { shape, kappa, inSingle: eitherWay ? undefined : shape !== 'multiple' && kappa <= 3e4 };
      }),
    ),
  ])(
    '$shape, kappa $kappa: within the stated errors; refined from float32: $inSingle',
    ({ shape, kappa, inSingle }) => {
      const values = shapes[shape](kappa);
      const found = measure(reflected(values))!;
      const [lambdaMax, lambdaMin] = [Math.max(...values), Math.min(...values)];
      if (inSingle !== undefined) expect(found.steps.refinement !== undefined).toBe(inSingle);
      expect(Math.abs(found.lambdaMax / lambdaMax - 1)).toBeLessThan(1e-12);
      expect(Math.abs(found.lambdaMin / lambdaMin - 1)).toBeLessThan(found.relativeError);
      expect(found.relativeError).toBeLessThan(5 * Math.sqrt(large) * 2 ** -52 * kappa + 2e-11);
      expect(found.interval[0]).toBeLessThanOrEqual(lambdaMax / lambdaMin);
      expect(found.interval[1]!).toBeGreaterThanOrEqual(lambdaMax / lambdaMin);
    },
  );

  it('badly scaled rows and columns, sizes far from 1', () => {
    // Truth: D A D with D = 2^e has the kappa of its eigenvalues, by the decomposition of all of them.
    const matrix = reflected(shapes.spread(10));
    const factors = indices.map((i) => 2 ** ((i % 4) - 400));
    matrix.data.forEach((value, at) => {
      matrix.data[at] = value * factors[Math.floor(at / large)] * factors[at % large];
    });
    const found = measure(matrix)!;
    const all = symmetricEigenvalues(matrix);
    expect(found.steps.refinement).toBeGreaterThanOrEqual(0);
    expect(Math.abs(found.lambdaMin / all[large - 1] - 1)).toBeLessThan(2 * found.relativeError);
    expect(Math.abs(found.lambdaMax / all[0] - 1)).toBeLessThan(1e-12);
  });

  it('says nothing of half the rank, nor of a value within sight of rounding', () => {
    const half = shapes.spread(10).map((value, i) => (i < large / 2 ? value : 0));
    for (const values of [half, shapes.spread(1e13)]) expect(measure(reflected(values))).toBeUndefined();
  });

  // Truth: all eigenvalues of the Gram matrix.
  it.each([
    'a: dense(50, activation: relu) dense(9)',
    'loss cross_entropy a: dense(60, activation: tanh) dense(10)',
    'a: dense(40, activation: gelu) b: dense(40, activation: relu) dense(9)',
  ])('the two ends of the whole spectrum: %s', async (layers) => {
    const architecture = validArch(`model M { input 30 data gaussian(samples: 90) ${layers} }`);
    const network = (await instantiate(architecture, memoryFiles({}))).value!;
    const jacobian = factoredJacobian(network, undefined);
    const given = gramMatrix(jacobian)!;
    const found = measureKappa(given, null)!;
    const all = symmetricEigenvalues(given.matrix);
    expect(given.matrix.rows).toBe(810);
    expect(describeEnds(jacobian, found)).toMatch(
      /^Lanczos \(\d+ steps\) and, by Cholesky in float32, inverse Lanczos \(\d+ steps\) refined in float64 \(\d+ steps?\) on the 810 x 810/,
    );
    expect(Math.abs(found.lambdaMax / all[0] - 1)).toBeLessThan(1e-12);
    expect(Math.abs(found.lambdaMin / all[809] - 1)).toBeLessThan(found.relativeError);
  });
});
