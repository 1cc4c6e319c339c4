import { describe, expect, it } from 'vitest';
import { Lanczos } from '../../src/numerics/lanczos';
import { gram } from '../../src/numerics/products';
import { type SpectralDistribution, spectralDistribution } from '../../src/numerics/spectral-density';
import { randomMatrix } from './support';

const PROBES = 12;
const STEPS = 40;
/** Of products in float64, beside the largest eigenvalue. */
const ROUNDING = 1e-14;

/** Three standard deviations of a share near a half: sqrt(2 f (1 - f) / (size probes)). */
const noise = (size: number) => 3 * Math.sqrt(0.5 / (size * PROBES));

type Product = (vector: Float64Array) => Float64Array;

function distributionOf(size: number, times: Product, { probes = PROBES, steps = STEPS } = {}): SpectralDistribution {
  const nodes = Array.from({ length: probes }, (_, probe) => {
    const lanczos = new Lanczos(size, times, probe + 1);
    while (!lanczos.hasSeen(steps)) lanczos.advance();
    return lanczos.quadrature(steps);
  });
  const largest = Math.max(...nodes.map((each) => each[each.length - 1].value));
  return spectralDistribution(nodes, ROUNDING * largest)!;
}

/** The products of a diagonal matrix: Lanczos from a random start sees no difference to one in another basis. */
const diagonal = (values: readonly number[]) =>
  distributionOf(values.length, (vector) => vector.map((entry, at) => entry * values[at]));

/** Largest distance of two cumulative distributions at the levels of the first, where both sides of a step count as right. */
function distanceTo({ points, unresolved }: SpectralDistribution, share: (level: number) => number): number {
  const near = 1e-9;
  return points.reduce((most, [level, estimate]) => {
    if (unresolved && level < unresolved.level) return most;
    const [low, high] = [share(level * (1 - near)), share(level * (1 + near))];
    return Math.max(most, low - estimate, estimate - high);
  }, 0);
}

/** The cumulative distribution of these eigenvalues. */
const empirical = (values: ArrayLike<number>) => (level: number) =>
  Array.from(values).filter((value) => value <= level).length / values.length;

/** Share of the eigenvalues of X X^T / n, X a large p x n of independent standard normals, at or below a level (Marchenko and Pastur 1967). */
function marchenkoPastur(aspect: number): (level: number) => number {
  const [low, high] = [(1 - Math.sqrt(aspect)) ** 2, (1 + Math.sqrt(aspect)) ** 2];
  const atZero = Math.max(0, 1 - 1 / aspect);
  return (level) => {
    // The substitution takes the square roots from both edges.
    const middle = (low + high) / 2;
    const half = (high - low) / 2;
    const to = Math.acos(Math.max(-1, Math.min(1, (middle - level) / half)));
    const steps = 400;
    let sum = 0;
    for (let at = 0; at < steps; at++) {
      const angle = ((at + 0.5) / steps) * to;
      sum += (half * Math.sin(angle)) ** 2 / (middle - half * Math.cos(angle));
    }
    return atZero + (sum * to) / steps / (2 * Math.PI * aspect);
  };
}

describe('the distribution of eigenvalues by stochastic Lanczos quadrature', () => {
  it('of the identity is one step', () => {
    const { points, unresolved, error } = diagonal(new Array<number>(50).fill(3));
    expect(points[points.length - 1]).toEqual([expect.closeTo(3, 13), 1]);
    expect(points.slice(0, -1).every(([, share]) => share === 0)).toBe(true);
    expect([unresolved, error]).toEqual([null, 0]);
  });

  it.each([
    ['two values', [...new Array<number>(60).fill(1), ...new Array<number>(140).fill(5)]],
    ['two values and zero', [0, 1, 5].flatMap((value) => new Array<number>(60).fill(value))],
    ['three values over six decades', [1e-6, 1e-3, 1].flatMap((value) => new Array<number>(100).fill(value))],
  ])('of %s has their steps, up to the noise of random starts', (_, values) => {
    const found = diagonal(values);
    expect(found.unresolved?.level ?? 0).toBeLessThan(1e-13);
    expect(distanceTo(found, empirical(values))).toBeLessThan(noise(values.length));
    expect(found.error).toBeLessThan(noise(values.length));
  });

  it.each([
    ['a hundred', 2, 0.03],
    ['a million', 6, 0.04],
  ])('of values spread over a ratio of %s is as smooth as they are', (_, decades, within) => {
    const values = Array.from({ length: 300 }, (_, at) => 10 ** ((-decades * at) / 299));
    expect(distanceTo(diagonal(values), empirical(values))).toBeLessThan(within);
  });

  it.each([
    [100, 400],
    [150, 300],
    // Half of the eigenvalues are zero.
    [200, 100],
  ])('of X X^T, X a Gaussian %i x %i matrix, follows Marchenko and Pastur', (p, n) => {
    const within = noise(p);
    const matrix = gram(randomMatrix(p, n)).scale(1 / n);
    const found = distributionOf(p, (vector) => timesMatrix(matrix.data, vector));
    expect(distanceTo(found, marchenkoPastur(p / n))).toBeLessThan(within);
    if (p <= n) expect(found.unresolved).toBeNull();
    else {
      expect(Math.abs(found.unresolved!.share - 0.5)).toBeLessThan(within);
      expect(found.unresolved!.level / found.points[found.points.length - 1][0]).toBeLessThan(1e-6);
    }
  });

  it('says how far from zero it can see: a share below a level where the rest is dense down to zero', () => {
    const values = Array.from({ length: 300 }, (_, at) => ((at + 1) / 300) ** 4);
    const { unresolved, points } = diagonal(values);
    expect(unresolved!.level).toBeGreaterThan(1e-5);
    expect(unresolved!.level).toBeLessThan(1e-2);
    expect(Math.abs(unresolved!.share - empirical(values)(unresolved!.level))).toBeLessThan(0.03);
    expect(points[0]).toEqual([unresolved!.level, unresolved!.share]);
  });

  it('rises to 1 at the largest value, with few probes and steps too', () => {
    const values = Array.from({ length: 40 }, (_, at) => 1 / (at + 1));
    const { points, error } = distributionOf(40, (vector) => vector.map((entry, at) => entry * values[at]), {
      probes: 2,
      steps: 12,
    });
    points.slice(1).forEach(([level, share], at) => {
      expect(level).toBeGreaterThan(points[at][0]);
      expect(share).toBeGreaterThanOrEqual(points[at][1]);
    });
    expect(points[points.length - 1]).toEqual([expect.closeTo(1, 9), 1]);
    expect(error).toBeGreaterThan(0);
  });

  it('says nothing of a matrix that is zero, nor after a single step that saw nothing but a mean', () => {
    const node = { value: 1, weight: 1, residual: 2 };
    expect(spectralDistribution([[node]], 1e-14)).toBeUndefined();
    expect(spectralDistribution([[{ ...node, value: 0, residual: 0 }]], 0)).toBeUndefined();
  });
});

function timesMatrix(data: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, row) => {
    let sum = 0;
    for (let col = 0; col < size; col++) sum += data[row * size + col] * vector[col];
    return sum;
  });
}
