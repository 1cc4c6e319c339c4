import { describe, expect, it } from 'vitest';
import { layers } from '../../src/spec/catalogue/catalogue';
import { expectAgreement } from './agreement';
import { convolutionCases } from './cases/convolution';
import { denseCases } from './cases/dense';
import { indexingCases } from './cases/indexing';
import { normCases } from './cases/norms';
import { poolingCases } from './cases/pooling';
import { sequenceCases } from './cases/sequences';

const families = {
  'dense layers and composition': denseCases,
  convolutions: convolutionCases,
  pooling: poolingCases,
  normalisations: normCases,
  indexing: indexingCases,
  sequences: sequenceCases,
};

describe.each(Object.entries(families))('%s agree with TensorFlow in values and gradients', (_, cases) => {
  it.each(cases)('$name', expectAgreement);
});

it('leaves no kind of layer out', () => {
  const statements = Object.values(families).flatMap((cases) => cases.map(({ layer }) => `${layer} `));
  const missing = [...layers.keys()].filter(
    (kind) => !statements.some((text) => new RegExp(`\\b${kind}\\b`).test(text)),
  );
  expect(missing).toEqual([]);
});
