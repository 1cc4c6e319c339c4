import { describe, expect, it } from 'vitest';
import { picard } from '../../../src/numerics/fixed-point';
import { Matrix } from '../../../src/numerics/matrix';
import { randomStream } from '../../../src/numerics/random';
import { singularValues } from '../../../src/numerics/svd';
import { applied, linearisation } from '../../../src/network/operations/equilibrium-problem';
import { solveEquilibrium } from '../../../src/network/operations/equilibrium';
import { certifiedDepth, effectiveDepth } from '../../../src/theory/equilibrium/depth';
import {
  certifiedDeviation,
  gaussianWellPosedness,
  measuredWellPosedness,
} from '../../../src/theory/equilibrium/well-posedness';
import { namedActivation } from '../../support/named-activation';

const gaussian = (seed: number, rows: number, cols: number, deviation: number) =>
  new Matrix(
    rows,
    cols,
    randomStream(seed, `${rows} x ${cols}`)
      .normals(rows * cols)
      .map((x) => deviation * x),
  );
const distance = (a: Float64Array, b: Float64Array) => Math.hypot(...a.map((x, i) => x - b[i]));

describe('contracting layers, 2 000 random ones', () => {
  const names = ['tanh', 'relu', 'gelu', 'sin', 'softplus', 'abs', 'erf', 'leaky_relu_0.2'];
  it.each(names)('%s: errors, residuals and singular values keep to the bounds', (name) => {
    const phi = namedActivation(name);
    const violations: [number, number][] = [];
    let checked = 0;
    const holds = (smaller: number, larger: number) => {
      checked++;
      if (!(smaller <= larger + 1e-12)) violations.push([smaller, larger]);
    };
    for (let seed = 1; seed <= 250; seed++) {
      const deviation = 0.05 + 0.45 * ((seed % 10) / 10);
      const weight = gaussian(seed, 5, 5, deviation / Math.sqrt(5));
      const drive = gaussian(seed + 1000, 1, 5, 1);
      const { states, slopes } = solveEquilibrium({ weight, phi, drive });
      const { level, contraction: rho, smallestSingularValues } = measuredWellPosedness(weight, phi, slopes);
      if (level !== 'contracting') continue;
      const map = applied({ weight, phi, drive });
      let before = new Matrix(1, 5);
      const firstStep = distance(map(before, [0]).data, before.data);
      for (let k = 1; k <= 6; k++) {
        const now = map(before, [0]);
        const error = distance(now.data, states.data);
        const step = distance(now.data, before.data);
        const rest = distance(map(now, [0]).data, now.data);
        holds(error, (rho ** k / (1 - rho)) * firstStep);
        holds(error, (rho / (1 - rho)) * step);
        holds(rest / (1 + rho), error);
        holds(error, rest / (1 - rho));
        before = now;
      }
      holds(1 - rho, smallestSingularValues[0]);
      holds(singularValues(linearisation(weight, slopes.row(0)))[0], 1 + rho);
      const depth = Math.max(1, certifiedDepth(rho, firstStep, 1e-3));
      const { points } = picard(map, new Matrix(1, 5), { tolerance: 0, evaluations: depth });
      holds(distance(points.data, states.data), 1e-3);
    }
    expect(violations).toEqual([]);
    expect(checked).toBeGreaterThan(2000);
  });
});

describe('before any weight is drawn', () => {
  it('the tail of |W| is below its bound, and the certified deviation inverts it', () => {
    const [width, deviation, phi] = [30, 0.45, namedActivation('tanh')];
    const { failureProbability, level, widthForCertainty } = gaussianWellPosedness(deviation, phi, width);
    expect(level).toBe('contracting');
    const norms = Array.from(
      { length: 100 },
      (_, seed) => singularValues(gaussian(seed, width, width, deviation / Math.sqrt(width)))[0],
    );
    expect(norms.filter((norm) => norm >= 1).length / 100).toBeLessThanOrEqual(failureProbability);
    expect(failureProbability).toBeCloseTo(Math.exp((-width * (1 / 0.45 - 2) ** 2) / 2), 12);
    expect(certifiedDeviation(phi, width, failureProbability)).toBeCloseTo(deviation, 12);
    expect(gaussianWellPosedness(deviation, phi, widthForCertainty).failureProbability).toBeLessThanOrEqual(1e-3);
  });

  it.each([
    ['tanh', 0.45, 'contracting'],
    ['tanh', 0.6, 'monotone'],
    ['tanh', 0.9, 'local'],
    ['tanh', 1.9, 'none'],
    ['sin', 0.6, 'local'],
    ['relu', 1.3, 'local'],
  ])('%s at sigma_w = %d is %s', (name, deviation, level) => {
    expect(gaussianWellPosedness(deviation, namedActivation(name), 100, 0.5).level).toBe(level);
  });
});

describe('at given weights', () => {
  it('edges of a large Gaussian matrix are those of the circular law and the semicircle', () => {
    const weight = gaussian(3, 200, 200, 0.5 / Math.sqrt(200));
    const measured = measuredWellPosedness(weight, namedActivation('relu'), gaussian(1, 0, 200, 1));
    expect(measured.operatorNorm).toBeCloseTo(1, 1);
    expect(measured.symmetricEdge).toBeCloseTo(0.5 * Math.SQRT2, 1);
  });

  it('knows a monotone layer whose norm is above 1', () => {
    const phi = namedActivation('relu');
    const weight = Matrix.fromRows([
      [-3, 0],
      [0, 0.5],
    ]);
    const { slopes, converged } = solveEquilibrium({ weight, phi, drive: Matrix.fromRows([[1, 1]]) });
    expect(converged).toEqual([true]);
    expect(measuredWellPosedness(weight, phi, slopes)).toMatchObject({
      level: 'monotone',
      contraction: 3,
      symmetricEdge: 0.5,
    });
  });
});

it('effective depth counts iterations of a rate', () => {
  expect(effectiveDepth(0.5, 1e-3)).toBe(10);
  expect(effectiveDepth(1, 1e-3)).toBe(Infinity);
  expect(effectiveDepth(0, 1e-3)).toBe(1);
});
