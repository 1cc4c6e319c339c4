import { expect } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { instantiate } from '../../src/network/instantiate';
import { readSpecification } from '../../src/spec/specification';
import { finiteDifferenceSpectrum } from './finite-difference-spectrum';
import { memoryFiles } from './tensor-files';

/** Expects of a model with these directives and layers that its whole spectrum is that of an explicit finite-difference Jacobian. */
export async function expectSpectrumByDifferences(body: string): Promise<void> {
  const files = memoryFiles({});
  const source = `model M { biases normal(0.3) init lecun_normal(seed: 3) ${body} }`;
  const { architecture, problems } = readSpecification(source, { syntax: 'arch' });
  expect(problems).toEqual([]);
  const { value: network } = await instantiate(architecture!, files);
  const expected = finiteDifferenceSpectrum(network!);
  const { report } = await analyse(architecture!, { files, source: null, budgetSeconds: 60 });
  const { eigenvalues } = report!.spectrum;
  expected.forEach((value, at) => {
    const error = Math.abs(Math.sqrt(value) - Math.sqrt(eigenvalues![at] ?? 0)) / Math.sqrt(expected[0]);
    expect([at, error < 1e-6]).toEqual([at, true]);
  });
  expect(eigenvalues!.length).toBeLessThanOrEqual(expected.length);
}
