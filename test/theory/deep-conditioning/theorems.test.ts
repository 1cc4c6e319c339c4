import { describe, expect, it, test } from 'vitest';
import { Matrix } from '../../../src/numerics/matrix';
import { gram } from '../../../src/numerics/products';
import { randomStream } from '../../../src/numerics/random';
import { symmetricEigenvalues } from '../../../src/numerics/symmetric-eigen';
import { correlationsByDepth, kernelEntryAtDepth } from '../../../src/theory/deep-conditioning/depth-recursion';
import { gershgorinLimits } from '../../../src/theory/deep-conditioning/gershgorin';
import { correlationMatrix, kernelsAtDepth, kernelSpectrum } from '../../../src/theory/deep-conditioning/kernels';
import { masterLemma } from '../../../src/theory/deep-conditioning/master-lemma';
import {
  closedOffDiagonalBounds,
  iteratedOffDiagonalBounds,
} from '../../../src/theory/deep-conditioning/off-diagonal-bounds';
import { activationMoments } from '../../../src/theory/dual-activations/moments';
import { normalisedDual, rescaledDual } from '../../../src/theory/dual-activations/normalised-dual';
import { namedActivation } from '../../support/named-activation';

const names = [
  ...['relu', 'leaky_relu_0.1', 'abs', 'tanh', 'erf', 'sin', 'gelu', 'silu', 'softplus', 'sigmoid', 'elu', 'selu'],
  ...['hardtanh', 'quadratic', 'relu_power_2', 'mish'],
];
const CONFIGURATIONS = 2000;
const random = randomStream(11, 'deep conditioning');
const uniforms = random.uniforms(4 * CONFIGURATIONS);

/** Room for the rounding of correlations next to 1. */
const ROUNDING = 1e-12;

/** `expect` is too slow to be called a hundred thousand times. */
function atMost(small: number, large: number): void {
  if (!(small <= large)) expect(small).toBeLessThanOrEqual(large);
}

describe('bounds hold on 2000 random configurations', () => {
  const configurations = Array.from({ length: CONFIGURATIONS }, (_, i) => ({
    name: names[i % names.length],
    // As often close to 1 as far from it.
    r: (uniforms[i] < 0.5 ? -1 : 1) * (1 - 10 ** (-6 * uniforms[CONFIGURATIONS + i])),
    depth: 1 + Math.floor(15 * uniforms[2 * CONFIGURATIONS + i]),
  }));

  it('|K_l| <= iterated bound <= closed bound, off the diagonal', () => {
    for (const { name, r, depth } of configurations) {
      const phi = namedActivation(name);
      const { nonlinearity } = activationMoments(phi);
      const correlations = correlationsByDepth(normalisedDual(phi), r, depth);
      const iterated = iteratedOffDiagonalBounds(nonlinearity, Math.abs(r), depth);
      const closed = closedOffDiagonalBounds(nonlinearity, Math.abs(r), depth);
      for (let l = 0; l < depth; l++) {
        atMost(Math.abs(correlations[l]), iterated[l] + ROUNDING);
        atMost(iterated[l], closed[l] + ROUNDING);
      }
    }
  });

  it('the master lemma and Gershgorin, for kernel and tangent kernel, normalised and rescaled', () => {
    for (const [i, { name, depth }] of configurations.entries()) {
      const samples = 2 + Math.floor(5 * uniforms[3 * CONFIGURATIONS + i]);
      const dimension = samples + (i % 5);
      const rows = new Matrix(samples, dimension, random.normals(samples * dimension, 100 * i));
      const correlations = correlationMatrix(gram(rows));
      const eigenvalues = symmetricEigenvalues(correlations);
      const data = { samples, lambdaMax: eigenvalues[0], lambdaMin: eigenvalues[samples - 1] };
      const phi = namedActivation(name);
      for (const map of [normalisedDual(phi), rescaledDual(phi)]) {
        const limits = masterLemma(map, data, depth);
        const kernels = kernelsAtDepth(map, correlations, depth);
        for (const which of ['kernel', 'tangent'] as const) {
          const scale = kernels[which].get(0, 0) * ROUNDING;
          const values = symmetricEigenvalues(kernels[which]);
          atMost(limits[which].lambdaMin - scale, values[samples - 1]);
          atMost(values[0], limits[which].lambdaMax + samples * scale);
        }
        const largest = Math.max(...kernels.kernel.data.filter((_, at) => at % (samples + 1) !== 0).map(Math.abs));
        const { lambdaMin, lambdaMax, kappa } = kernelSpectrum(kernels.kernel);
        const circles = gershgorinLimits(samples, largest);
        atMost(circles.lambdaMin - ROUNDING, lambdaMin);
        atMost(lambdaMax, circles.lambdaMax + ROUNDING);
        if (circles.kappa !== null) atMost(kappa, circles.kappa * (1 + ROUNDING));
      }
    }
  });
});

test.each(names)('%s: depth only ever raises the least eigenvalue of the normalised kernel', (name) => {
  const correlations = correlationMatrix(gram(new Matrix(4, 6, randomStream(2, name).normals(24))));
  const map = normalisedDual(namedActivation(name));
  const least = [0, 1, 2, 4, 8].map(
    (depth) => kernelSpectrum(kernelsAtDepth(map, correlations, depth).kernel).lambdaMin,
  );
  for (let i = 1; i < least.length; i++) expect(least[i]).toBeGreaterThanOrEqual(least[i - 1] - ROUNDING);
});

test.each(names)('%s: the diagonal of the tangent kernel is (D^{L+1} - 1) / (D - 1)', (name) => {
  const phi = namedActivation(name);
  const { normalisedSlope: slope } = activationMoments(phi);
  for (const depth of [0, 1, 5, 20]) {
    const { tangent } = kernelEntryAtDepth(normalisedDual(phi), 1, depth);
    expect(tangent / ((slope ** (depth + 1) - 1) / (slope - 1))).toBeCloseTo(1, 11);
  }
});

describe('the lemma is met with equality', () => {
  it('by linear activations', () => {
    const map = normalisedDual(namedActivation('linear'));
    const { kernel } = masterLemma(map, { samples: 3, lambdaMin: 0.2, lambdaMax: 1.9 }, 7);
    expect(kernel.lambdaMin).toBeCloseTo(0.2, 14);
    expect(kernel.lambdaMax).toBeCloseTo(1.9, 14);
    expect(kernel.kappa).toBeCloseTo(9.5, 12);
  });

  it('says nothing of dependent inputs', () => {
    const map = normalisedDual(namedActivation('relu'));
    expect(masterLemma(map, { samples: 4, lambdaMin: -1e-17, lambdaMax: 2 }, 3).kernel).toMatchObject({
      lambdaMin: 0,
      kappa: null,
    });
  });
});

it('keeps parallel inputs exactly parallel: no negative eigenvalue, kappa infinite', () => {
  const x = [0.3, -0.7, 0.1];
  const rows = Matrix.fromRows([x, x.map((value) => 3 * value), [1, 0, 0]]);
  const { kernel } = kernelsAtDepth(normalisedDual(namedActivation('relu')), correlationMatrix(gram(rows)), 3);
  expect(kernel.get(0, 1)).toBe(1);
  expect(kernelSpectrum(kernel)).toMatchObject({ kappa: Infinity });
});
