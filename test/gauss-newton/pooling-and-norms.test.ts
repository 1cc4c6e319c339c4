/** Truth: J column by column, from directional derivatives on the data themselves. */
import { expect, it } from 'vitest';
import { factoredJacobian } from '../../src/gauss-newton/jacobian';
import { secondMomentFactor } from '../../src/gauss-newton/second-moment-factor';
import { measureSpectrum } from '../../src/gauss-newton/spectrum';
import { instantiate } from '../../src/network/instantiate';
import { noFiles } from '../network/build';
import { validArch } from '../support/elaborate-arch';
import { tangentSpectrum } from '../support/tangent-spectrum';

it.each([
  // Linear: evaluated on a factor of the second moment, whose constant is no 1.
  ['linear', 'input 4x4x2 batch_norm(statistics: given) avg_pool(2) flatten dense(3)'],
  [
    'linear',
    'input 4x4x2 dense(3) avg_pool(2, padding: 1) batch_norm(statistics: given, affine: false) flatten dense(2)',
  ],
  ['linear', 'layout channels_first input 2x4x4 batch_norm(statistics: given) global_avg_pool dense(3)'],
  ['linear', 'input 5x2 pad(1, value: 1) dense(3) mean(-2) dense(2)'],
  ['linear', 'input 5x2 dense(6) permute([1, 0]) slice(0, from: -1) flatten dense(2)'],
  [
    'curved',
    'input 5x5x2 dense(4) group_norm(2) activation(relu) max_pool(2, ceil_mode: true) layer_norm(axes: 3) flatten dense(2)',
  ],
  [
    'curved',
    'layout channels_first input 3x6x6 max_pool(3x2, padding: 1) group_norm(3) adaptive_avg_pool(1x2) flatten dense(2)',
  ],
  [
    'curved',
    'layout channels_first input 3x4x4 batch_norm activation(gelu) avg_pool(2) batch_norm global_avg_pool dense(2)',
  ],
  ['curved', 'input 6 dense(5) rms_norm activation(tanh) dense(4) layer_norm(bias: false) dense(2)'],
])('%s: %s', async (kind, body) => {
  const source = `model M { ${body} data gaussian(samples: 24, mean: 0.5, seed: 2) biases normal(0.3) init lecun_normal(seed: 3) }`;
  const { value } = await instantiate(validArch(source), noFiles);
  const network = value!;
  expect(network.linear).toBe(kind === 'linear');
  const moment = network.linear ? secondMomentFactor(network.data.inputs, network.biased) : undefined;
  const jacobian = factoredJacobian(network, moment);
  const { values, rank } = measureSpectrum(jacobian, { structuralRank: null, mayFactorise: () => true })!;
  expect(jacobian.columns).toBe(network.parameterCount);
  const expected = tangentSpectrum(network);
  expect(rank).toBe(expected.filter((value) => value > 1e-12 * expected[0]).length);
  for (let at = 0; at < rank; at++) expect(values[at] / expected[at]).toBeCloseTo(1, 8);
});
