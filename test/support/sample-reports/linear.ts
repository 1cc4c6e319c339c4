/** A linear network with every section of its report filled. */
import { silentTheory } from '../../../src/report/theory';
import type { Outcome } from '../../../src/report/outcome';
import type { Report } from '../../../src/report/report';
import { bound, layer, rangeOf } from './parts';

export const linearSource = `model Chain(width = 8) {
  input 6
  data gaussian(samples: 64, covariance: condition(10), seed: 1)
  expect kappa < 1e3
  expect kappa < 10
  expect rank > 40

  stem: dense(width)
  waist: dense(4)
  head: dense(3)
}
`;

export const linearReport: Report = {
  schemaVersion: 1,
  model: {
    name: 'Chain',
    source: 'examples/chain.arch',
    layerCount: 3,
    parameterCount: 103,
    trainableCount: 103,
    input: [6],
    output: [3],
    samples: 64,
    outputs: 3,
    loss: 'mse',
    lossNormalisation: '1/n',
    seed: 7,
    weights: 'initialised',
    linear: true,
    depth: 3,
  },
  data: {
    source: 'gaussian',
    samples: 64,
    dimension: 6,
    rank: 6,
    kappaSigma: 10.5,
    meanShare: 0.02,
    duplicates: 0,
    antipodal: 0,
    constantFeatures: 0,
  },
  spectrum: {
    eigenvalues: Array.from({ length: 18 }, (_, index) => 120 * 10 ** (-index / 6)),
    rank: 18,
    dimension: 103,
    lambdaMax: 120,
    lambdaMin: 0.1763,
    kappa: 680.6579694838344,
    kappaInterval: [680.6579694838, 680.6579694839],
    rankCertain: true,
    relativeError: 2.31e-13,
    trace: 376.2,
    density: null,
    method: 'singular values of Z (18 x 103 factor)',
    cut: null,
    undecided: [],
    structuralRank: 18,
    rankGap: null,
    float32: { kappa: 680.6, rank: 18, misleads: false },
    skipped: null,
  },
  bounds: [
    bound({ id: 'U0', title: 'Kronecker extremes (U0)', direction: 'upper', value: 712.3, gap: 1.0465 }),
    bound({ id: 'U1', title: 'Sum of extremes (U1)', direction: 'upper', value: 1893.25, gap: 2.7815 }),
    bound({ id: 'U4', title: 'Equal widths (U4)', direction: 'upper', applies: false, reason: 'hidden widths differ' }),
    bound({
      id: 'als',
      title: 'Alternating Rayleigh quotients',
      direction: 'lower',
      value: 650,
      gap: 0.955,
      reference: 'docs/theory/gauss-newton.md 3.2',
    }),
  ],
  bracket: { low: 650, high: 712.3 },
  layers: [
    layer(linearSource, {
      name: 'stem',
      inputShape: [6],
      outputShape: [8],
      parameters: 56,
      alpha: 0.25,
      term: 20,
      top: 30,
      bottom: 0.05,
      topShare: 0.25,
      bottomShare: 0.125,
      traceShare: 0.3,
      rankLeft: 3,
      rankRight: 6,
      predictions: [
        {
          id: 'mp_upper',
          title: 'Upper edge of A',
          value: 3.28,
          certainty: 'infinite-width',
          reference: 'docs/theory/gauss-newton.md 7',
        },
      ],
    }),
    layer(linearSource, {
      name: 'waist',
      inputShape: [8],
      outputShape: [4],
      parameters: 36,
      alpha: 0.5,
      topShare: 0.7496,
      bottomShare: 0.8748,
      traceShare: 0.6,
      owner: true,
      predictions: [
        {
          id: 'mp_upper',
          title: 'Upper edge of A',
          value: 4.5,
          certainty: 'infinite-width',
          reference: 'docs/theory/gauss-newton.md 7',
        },
      ],
    }),
    layer(linearSource, {
      name: 'head',
      inputShape: [4],
      outputShape: [3],
      parameters: 11,
      trainable: false,
      alpha: 0.25,
      topShare: 0.0004,
      bottomShare: 0.0002,
      traceShare: 0.1,
    }),
  ],
  theory: {
    ...silentTheory('not asked'),
    optimisation: {
      maximalLearningRate: { gradientDescent: 2 / 120, heavyBall: 0.0309, nesterov: 0.0111 },
      momentum: 0.8582,
      iterationsPerDecade: {
        gradientDescent: 783.6,
        gradientDescentSafe: 1567.3,
        heavyBall: 30.04,
        nesterov: 60.1,
        dampedGaussNewton: 2.2,
      },
      certainty: 'exact',
      note: 'For the quadratic model at these weights.',
    },
    initialisation: [
      {
        id: 'chi',
        title: 'Slope of the correlation map',
        value: 1,
        certainty: 'infinite-width',
        reference: 'docs/theory/gauss-newton.md 7',
      },
    ],
  },
  distribution: {
    seeds: 16,
    values: [210, 400, 680, 900, 5200],
    missing: [],
    median: 680,
    quantiles: [220, 400, 900, 5100],
  },
  expectations: [
    {
      text: 'kappa < 1e3',
      holds: true,
      actual: 'kappa is 680.658',
      range: rangeOf(linearSource, 'expect kappa < 1e3'),
    },
    {
      text: 'kappa < 10',
      holds: false,
      actual: 'kappa is 680.658',
      range: rangeOf(linearSource, 'expect kappa < 10\n'),
    },
    {
      text: 'rank > 40',
      holds: null,
      actual: 'the rank was not computed',
      range: rangeOf(linearSource, 'expect rank > 40'),
    },
  ],
  findings: [
    {
      code: 'K203',
      severity: 'information',
      message: 'The inputs are correlated: the condition number of their second moment is 10.5.',
      value: 10.5,
      threshold: 10,
      layer: null,
      range: rangeOf(linearSource, 'gaussian'),
      documentation: 'docs/rules/K203.md',
      hint: 'Whiten the data with whiten: true.',
      related: [],
      fixes: [],
    },
    {
      code: 'K111',
      severity: 'warning',
      message: 'Layer waist is narrower than the data and limits the rank.',
      value: 4,
      threshold: 6,
      layer: 'waist',
      range: rangeOf(linearSource, 'dense(4)'),
      documentation: 'docs/rules/K111.md',
      hint: 'Give it at least 6 units.',
      related: [{ message: 'the input has 6 dimensions', range: rangeOf(linearSource, 'input 6') }],
      fixes: [
        {
          title: 'Widen waist to 6 units',
          edits: [{ range: rangeOf(linearSource, '4)'), newText: '6)' }],
          predicted: 420,
          measured: null,
        },
      ],
    },
  ],
  timings: [
    { stage: 'shapes', milliseconds: 0.4 },
    { stage: 'spectrum', milliseconds: 12.4 },
    { stage: 'seeds', milliseconds: 1250 },
  ],
  skipped: [],
};

export const linearOutcome: Outcome = {
  file: 'examples/chain.arch',
  source: linearSource,
  report: linearReport,
  problems: [],
};
