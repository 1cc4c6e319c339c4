import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { distributionOverSeeds } from '../../src/analysis/distribution';
import { endsOfLinear } from '../../src/analysis/linear-ends';
import { Budget } from '../../src/analysis/budget';
import { Stages } from '../../src/analysis/stages';
import { secondMomentFactor } from '../../src/gauss-newton/second-moment-factor';
import { instantiate } from '../../src/network/instantiate';
import type { Report } from '../../src/report/report';
import { validArch } from '../support/elaborate-arch';
import { memoryFiles } from '../support/tensor-files';

const chain = 'data gaussian(samples: 140) dense(150, bias: false) dense(150, bias: false) dense(9, bias: false)';

async function linearNetwork(body: string) {
  const network = (await instantiate(validArch(`model M { ${body} }`), memoryFiles({}))).value!;
  return { network, moment: secondMomentFactor(network.data.inputs, network.biased) };
}

async function endsOf(body: string, seconds = 3600) {
  const { network, moment } = await linearNetwork(body);
  return endsOfLinear(network, moment, new Budget(seconds), new Stages({}));
}

it('kappa of a large linear network is published before its bounds; all eigenvalues agree with it', async () => {
  const published: Report[] = [];
  const options = {
    files: memoryFiles({}),
    source: null,
    budgetSeconds: 3600,
    onReport: (report: Report) => published.push(report),
  };
  const { report } = await analyse(validArch(`model M { input 120 ${chain} }`), options);
  const first = published[0].spectrum;
  expect(published[0].bounds).toEqual([]);
  expect(first.method).toMatch(
    /^products with the Kronecker sum of rank 1080: Lanczos \(\d+ steps\) and preconditioned LOBPCG \(\d+ steps\)$/,
  );
  expect(first.rank).toBe(1080);
  expect(first.kappa! / report!.spectrum.kappa!).toBeCloseTo(1, 10);
  expect(first.trace! / report!.spectrum.trace!).toBeCloseTo(1, 10);
  expect(first.kappaInterval![0]).toBeLessThanOrEqual(report!.spectrum.kappa!);
  expect(report!.spectrum.eigenvalues).toHaveLength(1080);
});

describe('over seeds', () => {
  async function drawnKappas(body: string, { kronecker, gram }: { kronecker: boolean; gram: boolean }) {
    const { network, moment } = await linearNetwork(body);
    const routes = { kronecker, mayFormGram: () => gram, mayFactorise: () => false };
    const options = { seeds: 3, firstSeed: 5, first: 1, stages: new Stages({}), routes };
    return distributionOverSeeds(network, moment, options);
  }

  it('the Kronecker sum of each draw agrees with its Gram matrix', async () => {
    const body = `input 30 init lecun_normal(seed: 5) ${chain}`;
    const { values } = await drawnKappas(body, { kronecker: true, gram: false });
    const { values: truth } = await drawnKappas(body, { kronecker: false, gram: true });
    expect(values).toHaveLength(3);
    values.forEach((value, at) => expect(value / truth[at]).toBeCloseTo(1, 10));
    expect(values[1]).not.toBe(values[2]);
  });

  it('says why a draw has none: no Kronecker sum and no time for the Gram matrix', async () => {
    const body = 'input 13x1 data gaussian(samples: 14) conv1d(1, 3, 1, bias: false) flatten dense(15) dense(9)';
    const reason = 'Rounding may decide its rank, and its Gram matrix exceeds the budget.';
    const { missing } = await drawnKappas(body, { kronecker: true, gram: false });
    expect(missing).toEqual([6, 7].map((seed) => ({ seed, reason })));
  });
});

it.each([
  ['small networks, whose eigenvalues are as quick', `input 30 ${chain}`],
  [
    'weights at many positions',
    'input 130x1 data gaussian(samples: 140) conv1d(1, 3, 1, bias: false) flatten dense(150) dense(9)',
  ],
  ['two layers, which have a closed form', `input 120 ${chain.replace('dense(150, bias: false)', '')}`],
  ['other losses', `input 120 ${chain} loss cross_entropy`],
])('says nothing of %s', async (_, body) => {
  expect(await endsOf(body)).toBeUndefined();
});

it('says nothing without the time for it', async () => {
  expect(await endsOf(`input 120 ${chain}`, 1e-3)).toBeUndefined();
});
