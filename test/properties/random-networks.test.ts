import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { instantiate } from '../../src/network/instantiate';
import { kinkHits } from '../../src/network/kink-hits';
import type { Network } from '../../src/network/network';
import { forward } from '../../src/network/passes';
import type { Report } from '../../src/report/report';
import { readSpecification } from '../../src/spec/specification';
import { finiteDifferenceSpectrum } from '../support/finite-difference-spectrum';
import { randomSpecification } from '../support/random-specification';
import { memoryFiles } from '../support/tensor-files';

const files = memoryFiles({});
const GROUPS = 10;
const NETS_A_GROUP = 200;

/** 2000 small nets: half linear, half not. */
describe.each(Array.from({ length: GROUPS }, (_, group) => group))('random networks, group %i', (group) => {
  const specifications = fc.sample(randomSpecification({ linear: group % 2 === 0, maxLayers: 4 }), {
    numRuns: NETS_A_GROUP,
    seed: 1000 + group,
  });

  it('agree with an explicit finite-difference Jacobian and violate no bound', async () => {
    const atKinks = (await Promise.all(specifications.map(isAtKink))).filter(Boolean).length;
    expect(atKinks).toBeLessThan(NETS_A_GROUP / 4);
  });
});

/** Checks the network on the way. All at once, for an analysis spends most of its time waiting for its turn. */
async function isAtKink(source: string): Promise<boolean> {
  const { network, report } = await measure(source);
  checkBounds(report, source);
  // Exactly at a kink the derivative is a convention, which differences do not know.
  if (hasKinkHits(network)) return true;
  checkSpectrum(report, finiteDifferenceSpectrum(network), source);
  return false;
}

async function measure(source: string): Promise<{ network: Network; report: Report }> {
  const { architecture, problems } = readSpecification(source, { syntax: 'arch' });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const { value: network } = await instantiate(architecture!, files);
  const { report } = await analyse(architecture!, { files, source: null, budgetSeconds: 60 });
  return { network: network!, report: report! };
}

function hasKinkHits(network: Network): boolean {
  const { inputs } = network.data;
  return kinkHits(network, forward(network, inputs, new Float64Array(inputs.rows).fill(1))).length > 0;
}

/** Differences of step 1e-7 leave about 1e-8 of the largest singular value. */
function checkSpectrum({ spectrum }: Report, expected: number[], source: string): void {
  const [top = 0] = expected;
  if (spectrum.eigenvalues === null) return expect([source, top < 1e-12]).toEqual([source, true]);
  const errors = expected.map((value, at) => Math.abs(Math.sqrt(value) - Math.sqrt(spectrum.eigenvalues![at] ?? 0)));
  const worst = Math.max(...errors) / Math.sqrt(top);
  expect([source, worst, worst < 1e-6]).toEqual([source, worst, true]);
  expect([source, spectrum.rank! <= expected.length]).toEqual([source, true]);
}

function checkBounds({ spectrum, bounds }: Report, source: string): void {
  if (spectrum.kappa === null || !spectrum.rankCertain) return;
  const slack = 1e-9 + 2 * spectrum.relativeError!;
  for (const { id, direction, value, certainty } of bounds) {
    if (value === null || certainty === 'heuristic') continue;
    const gap = value / spectrum.kappa;
    const holds = direction === 'upper' ? gap > 1 - slack : gap < 1 + slack;
    expect([source, id, gap, holds]).toEqual([source, id, gap, true]);
  }
}
