import type { Outcome } from '../../../src/report/outcome';
import type { Report } from '../../../src/report/report';
import { linearReport } from './linear';
import { layer } from './parts';
import { reluReport } from './relu';

export const skippedSource = `model Huge {
  input 100000
  wide: dense(100000)
}
`;

/** Nothing was computed: past the budget from the first stage on. */
export const skippedReport: Report = {
  ...reluReport,
  model: {
    ...reluReport.model,
    name: 'Huge',
    source: null,
    layerCount: 1,
    input: [100000],
    output: [100000],
    parameterCount: 10_000_100_000,
    trainableCount: 10_000_100_000,
  },
  data: { ...linearReport.data, kappaSigma: null },
  spectrum: {
    ...reluReport.spectrum,
    eigenvalues: null,
    rank: null,
    dimension: 10_000_100_000,
    lambdaMax: null,
    lambdaMin: null,
    kappa: null,
    kappaInterval: null,
    rankCertain: false,
    relativeError: null,
    trace: null,
    method: 'not computed',
    cut: null,
    undecided: [],
    rankGap: null,
    float32: null,
    skipped: { reason: 'the factor does not fit in memory', estimate: '80 GB, about 9 h' },
  },
  bounds: [],
  layers: [
    layer(skippedSource, { name: 'wide', inputShape: [100000], outputShape: [100000], parameters: 10_000_100_000 }),
  ],
  timings: [],
  skipped: [
    {
      stage: 'spectrum',
      reason: 'the factor does not fit in memory',
      estimate: '80 GB, about 9 h',
      instead: 'nothing',
    },
  ],
};

export const skippedOutcome: Outcome = { file: '<stdin>', source: skippedSource, report: skippedReport, problems: [] };
