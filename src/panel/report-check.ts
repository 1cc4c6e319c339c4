/** The Report as a check: every field that a view reads. */
import type {
  Bound,
  Certainty,
  DataSummary,
  Distribution,
  ExpectationResult,
  Finding,
  Fix,
  LayerReport,
  ModelSummary,
  Optimisation,
  Prediction,
  Report,
  Skipped,
  SpectralDensity,
  Spectrum,
  Theory,
} from '../report/report';
import type { TheoryAxis, TheoryCurve, TheoryFigure, TheorySection } from '../report/theory';
import type { Range, Severity, TextEdit } from '../spec/problem';
import {
  type Check,
  either,
  index,
  listOf,
  nullable,
  number,
  oneOf,
  optional,
  record,
  text,
  truth,
  tuple,
} from './check';

export const range: Check<Range> = record({ start: index, end: index });
export const severity: Check<Severity> = oneOf('error', 'warning', 'information', 'hint');
export const edit: Check<TextEdit> = record({ range, newText: text });
export const related = record<Finding['related'][number]>({ message: text, range });

const figure = nullable(number);
const shape = listOf(index);
const certainty: Check<Certainty> = oneOf('exact', 'bound', 'infinite-width', 'heuristic');

const model = record<ModelSummary>({
  name: text,
  source: nullable(text),
  layerCount: index,
  parameterCount: index,
  trainableCount: index,
  input: shape,
  output: shape,
  samples: index,
  outputs: index,
  loss: oneOf('mse', 'cross_entropy', 'binary_cross_entropy'),
  lossNormalisation: oneOf('1/n'),
  seed: number,
  weights: oneOf('initialised', 'file'),
  linear: truth,
  depth: index,
});

const data = record<DataSummary>({
  source: text,
  samples: index,
  dimension: index,
  rank: index,
  kappaSigma: figure,
  meanShare: number,
  duplicates: index,
  antipodal: index,
  constantFeatures: index,
});

const density = record<SpectralDensity>({
  size: index,
  probes: index,
  steps: index,
  points: listOf(tuple<[number, number]>(number, number)),
  unresolved: nullable(record<NonNullable<SpectralDensity['unresolved']>>({ level: number, share: number })),
  error: number,
  certainty,
});

const spectrum = record<Spectrum>({
  eigenvalues: nullable(listOf(number)),
  rank: nullable(index),
  dimension: index,
  lambdaMax: figure,
  lambdaMin: figure,
  kappa: figure,
  kappaInterval: nullable(tuple<[number, number | null]>(number, figure)),
  rankCertain: truth,
  relativeError: figure,
  trace: figure,
  method: text,
  cut: figure,
  undecided: listOf(number),
  structuralRank: nullable(index),
  rankGap: figure,
  density: nullable(density),
  float32: nullable(record<NonNullable<Spectrum['float32']>>({ kappa: figure, rank: index, misleads: truth })),
  skipped: nullable(record<NonNullable<Spectrum['skipped']>>({ reason: text, estimate: text })),
});

const bound = record<Bound>({
  id: text,
  title: text,
  direction: oneOf('upper', 'lower'),
  value: figure,
  gap: figure,
  applies: truth,
  reason: nullable(text),
  certainty,
  reference: text,
});

const prediction = record<Prediction>({ id: text, title: text, reference: text, value: number, certainty });

const layer = record<LayerReport>({
  name: text,
  kind: text,
  range,
  inputShape: shape,
  outputShape: shape,
  parameters: index,
  trainable: truth,
  alpha: figure,
  term: figure,
  top: figure,
  bottom: figure,
  topShare: figure,
  bottomShare: figure,
  traceShare: figure,
  rankLeft: figure,
  rankRight: figure,
  owner: truth,
  deadUnits: figure,
  kinkHits: figure,
  tiedWindows: figure,
  unusedTokens: figure,
  branchRadius: figure,
  predictions: listOf(prediction),
});

const optimisation = record<Optimisation>({
  maximalLearningRate: record<Optimisation['maximalLearningRate']>({
    gradientDescent: number,
    heavyBall: number,
    nesterov: number,
  }),
  momentum: number,
  iterationsPerDecade: record<Optimisation['iterationsPerDecade']>({
    gradientDescent: number,
    gradientDescentSafe: number,
    heavyBall: number,
    nesterov: number,
    dampedGaussNewton: number,
  }),
  certainty,
  note: text,
});

const theoryFigure = record<TheoryFigure>({
  id: text,
  title: text,
  value: nullable(either(number, text)),
  certainty,
  reference: text,
  note: nullable(text),
});

const theoryAxis = record<TheoryAxis>({
  title: text,
  scale: oneOf('linear', 'log'),
  isTime: optional(truth),
});

const theoryCurve = record<TheoryCurve>({
  id: text,
  title: text,
  horizontal: theoryAxis,
  vertical: theoryAxis,
  series: listOf(
    record<TheoryCurve['series'][number]>({
      name: text,
      certainty,
      points: listOf(tuple<[number, number]>(number, number)),
    }),
  ),
  marks: listOf(record<TheoryCurve['marks'][number]>({ title: text, at: number })),
});

const theorySection = record<TheorySection>({
  reason: nullable(text),
  figures: listOf(theoryFigure),
  layers: listOf(record<TheorySection['layers'][number]>({ name: text, figures: listOf(theoryFigure) })),
  curves: listOf(theoryCurve),
});

const fix = record<Fix>({ title: text, edits: listOf(edit), predicted: figure, measured: figure });

const finding = record<Finding>({
  code: text,
  severity,
  message: text,
  value: figure,
  threshold: figure,
  layer: nullable(text),
  range,
  documentation: text,
  hint: nullable(text),
  related: listOf(related),
  fixes: listOf(fix),
});

const distribution = record<Distribution>({
  seeds: index,
  values: listOf(number),
  missing: listOf(record<Distribution['missing'][number]>({ seed: index, reason: text })),
  median: number,
  quantiles: tuple<[number, number, number, number]>(number, number, number, number),
});

export const report = record<Report>({
  schemaVersion: oneOf(1),
  model,
  data,
  spectrum,
  bounds: listOf(bound),
  bracket: record<Report['bracket']>({ low: figure, high: figure }),
  layers: listOf(layer),
  theory: record<Theory>({
    optimisation: nullable(optimisation),
    initialisation: listOf(prediction),
    deepConditioning: theorySection,
    meanField: theorySection,
    infiniteWidth: theorySection,
    earlyDirection: theorySection,
    equilibrium: theorySection,
    featureLearning: theorySection,
  }),
  distribution: nullable(distribution),
  expectations: listOf(record<ExpectationResult>({ text, holds: nullable(truth), actual: text, range })),
  findings: listOf(finding),
  timings: listOf(record<Report['timings'][number]>({ stage: text, milliseconds: number })),
  skipped: listOf(record<Skipped>({ stage: text, reason: text, estimate: text, instead: text })),
});
