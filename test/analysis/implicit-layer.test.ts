import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { readSpecification } from '../../src/spec/specification';
import { noFiles } from '../network/build';

const specification = (layers: string) => `model Implicit {
  input 3
  data gaussian(samples: 6)
  ${layers}
}`;

async function analysed(layers: string) {
  const { architecture, problems } = readSpecification(specification(layers), { syntax: 'arch' });
  expect(problems).toEqual([]);
  return analyse(architecture!, { files: noFiles, source: null, budgetSeconds: 60 });
}

describe('an implicit layer', () => {
  it('has the spectrum of what it computes: without recurrence, of a dense layer', async () => {
    // Truth: with W = 0 frozen, h = tanh(U x + b), which dense with tanh computes too.
    const still = 'init: normal(0), trainable: false';
    const [implicit, explicit] = await Promise.all([
      analysed(`deq(4, ${still}) dense(2)`),
      analysed(`dense(4, tanh, ${still}) dense(2)`),
    ]);
    const eigenvalues = implicit.report!.spectrum.eigenvalues!;
    expect(eigenvalues.length).toBe(explicit.report!.spectrum.eigenvalues!.length);
    eigenvalues.forEach((value, i) => expect(value / explicit.report!.spectrum.eigenvalues![i]).toBeCloseTo(1, 12));
  });

  it('is measured, its three tensors included', async () => {
    const { report } = await analysed('eq: deq(4, init: lecun_normal(gain: 0.4)) dense(2)');
    expect(report!.spectrum.kappa).toBeGreaterThan(1);
    expect(report!.layers.find(({ name }) => name === 'eq')!.parameters).toBe(4 * 4 + 4 * 3 + 4);
  });

  it('without a state is a problem at its place, not a failure', async () => {
    const { report, problems } = await analysed('deq(30, activation: relu, init: kaiming_normal(gain: 3)) dense(2)');
    expect(report).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'K500', severity: 'error' }]);
    expect(specification('deq').slice(problems[0].range.start, problems[0].range.start + 3)).toBe('deq');
  });

  it('that has no state for some seeds leaves those draws out of the distribution, and says why', async () => {
    const layers = (rest: string) => `deq(12, activation: relu, init: kaiming_normal(gain: 1.2${rest})) dense(2)`;
    const { report } = await analysed(`${layers('')}\nseeds 4`);
    const { values, missing, seeds } = report!.distribution!;
    expect(values).toHaveLength(3);
    expect(values.every(Number.isFinite)).toBe(true);
    // Truth: what the model says with that seed as its own.
    const { problems } = await analysed(layers(', seed: 3'));
    expect({ seeds, missing }).toEqual({ seeds: 3, missing: [{ seed: 3, reason: problems[0].message }] });
  });
});
