import { silentTheory } from '../../../src/report/theory';
import type { Outcome } from '../../../src/report/outcome';
import type { Report } from '../../../src/report/report';
import { linearReport } from './linear';
import { layer } from './parts';

export const reluSource = `model Relu {
  input 4
  data gaussian(samples: 8, seed: 3)
  first: dense(5, activation: relu)
  last: dense(2)
}
`;

/** The rank cannot be told: two singular values lie within rounding of the cut, and kappa has no upper end. */
export const reluReport: Report = {
  ...linearReport,
  model: {
    ...linearReport.model,
    name: 'Relu',
    source: 'relu.arch',
    layerCount: 2,
    linear: false,
    depth: 2,
    input: [4],
    output: [2],
    samples: 8,
    outputs: 2,
    parameterCount: 37,
    trainableCount: 37,
  },
  data: {
    ...linearReport.data,
    samples: 8,
    dimension: 4,
    rank: 4,
    duplicates: 1,
    antipodal: 2,
    constantFeatures: 1,
    meanShare: 0.75,
  },
  spectrum: {
    ...linearReport.spectrum,
    eigenvalues: [31, 10, 4, 1, 0.2, 1e-3, 2.5e-15],
    rank: 7,
    dimension: 37,
    lambdaMax: 31,
    lambdaMin: 2.5e-15,
    kappa: 1.24e16,
    kappaInterval: [31000, null],
    rankCertain: false,
    relativeError: 0.9,
    trace: 46.201,
    density: null,
    method: 'singular values of J (16 x 37)',
    cut: 2e-15,
    undecided: [2.5e-15, 1.5e-15],
    structuralRank: null,
    rankGap: 1.3,
  },
  bounds: [
    {
      id: 'schur',
      title: 'Schur product bound',
      direction: 'upper',
      value: null,
      gap: null,
      applies: false,
      reason: 'vacuous: 8 samples in 4 dimensions leave nothing below',
      certainty: 'bound',
      reference: 'docs/theory/gauss-newton.md 5',
    },
  ],
  bracket: { low: null, high: null },
  layers: [
    layer(reluSource, {
      name: 'first',
      inputShape: [4],
      outputShape: [5],
      parameters: 25,
      topShare: 0.5,
      bottomShare: 0.9,
      owner: true,
      deadUnits: 2,
    }),
    layer(reluSource, {
      name: 'last',
      inputShape: [5],
      outputShape: [2],
      parameters: 12,
      topShare: 0.5,
      bottomShare: 0.1,
    }),
  ],
  theory: { ...silentTheory('not asked'), optimisation: null, initialisation: [] },
  distribution: null,
  expectations: [],
  findings: [],
};

export const reluOutcome: Outcome = { file: 'relu.arch', source: reluSource, report: reluReport, problems: [] };
