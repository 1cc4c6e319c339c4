import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { instantiate } from '../../src/network/instantiate';
import type { Report } from '../../src/report/report';
import type { Architecture } from '../../src/spec/architecture';
import { readSpecification } from '../../src/spec/specification';
import { randomLayers } from '../support/random-layers';
import { tangentSpectrum } from '../support/tangent-spectrum';
import { memoryFiles } from '../support/tensor-files';

const files = memoryFiles({});
const EPSILON = 2 ** -52;
/** Larger Jacobians take the oracle too long. */
const LARGEST = 120;

/** Networks that read without an error and whose J is small. */
function networks(count: number, seed: number): readonly { source: string; architecture: Architecture }[] {
  return fc.sample(randomLayers(), { numRuns: count, seed }).flatMap((source) => {
    const { architecture, problems } = readSpecification(source, { syntax: 'arch' });
    if (!architecture || problems.some(({ severity }) => severity === 'error')) return [];
    return [{ source, architecture }];
  });
}

describe.each([1, 2])('random networks of every kind of layer, group %i', (group) => {
  it('have the spectrum of the explicit Jacobian to 1e-9, and its rank', async () => {
    let judged = 0;
    for (const { source, architecture } of networks(40, group)) {
      const { value: network } = await instantiate(architecture, files);
      if (!network || smallerSide(architecture, network.parameterCount, network.data.inputs.rows) > LARGEST) continue;
      const { report } = await analyse(architecture, { files, source: null, budgetSeconds: 900 });
      checkSpectrum(report!, tangentSpectrum(network), source);
      judged++;
    }
    expect(judged).toBeGreaterThan(15);
  });
});

it('cannot tell a direction from rounding that lies between the two', async () => {
  // One output of two is 1e14 times fainter: its eigenvalues are 1e-28 of the largest.
  const source = `model M { input 4x4x1 data gaussian(samples: 4) biases normal(0.3)
    conv2d(3, kernel: 2, activation: tanh) flatten parallel(concat) { { dense(1) } { dense(1) scale(1e-14) } } }`;
  const { architecture } = readSpecification(source, { syntax: 'arch' });
  const { report } = await analyse(architecture!, { files, source: null, budgetSeconds: 900 });
  const { rankCertain, kappaInterval, undecided } = report!.spectrum;
  const [low, high] = kappaInterval!;
  expect([rankCertain, undecided.length, low < 1e6, high === null || high > 1e26]).toEqual([false, 4, true, true]);
});

function smallerSide({ output }: Architecture, parameters: number, samples: number): number {
  return Math.min(parameters, samples * output.reduce((product, size) => product * size, 1));
}

/** Truth: ml-matrix's singular values of J column by column. */
function checkSpectrum({ spectrum }: Report, expected: readonly number[], source: string): void {
  const [top = 0] = expected;
  if (spectrum.eigenvalues === null) return expect([source, top < 1e-20]).toEqual([source, true]);
  for (const [at, value] of expected.entries()) {
    if (value < 1e-6 * top) break;
    const error = Math.abs((spectrum.eigenvalues[at] ?? 0) / value - 1);
    expect([source, at, error, error < 1e-9]).toEqual([source, at, error, true]);
  }
  // The rank where nothing stands between rounding and the rest.
  const sigma = expected.map((value) => Math.sqrt(value / top));
  const isClear = sigma.every((value) => value > 1e-11 || value < 20 * EPSILON);
  if (spectrum.rankCertain && isClear)
    expect([source, spectrum.rank]).toEqual([source, sigma.filter((value) => value > 1e-11).length]);
}
