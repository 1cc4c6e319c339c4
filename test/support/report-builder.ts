/** Reports by hand, with the figures of a healthy network unless a test says otherwise. */
import { silentTheory } from '../../src/report/theory';
import type { Bound, LayerReport } from '../../src/report/report';
import type { Architecture } from '../../src/spec/architecture';
import type { Measurements } from '../../src/diagnosis/rule';

export interface ReportOptions {
  readonly model?: Partial<Measurements['model']>;
  readonly data?: Partial<Measurements['data']>;
  readonly spectrum?: Partial<Measurements['spectrum']>;
  readonly bounds?: readonly Bound[];
  readonly bracket?: Measurements['bracket'];
  /** By layer name. */
  readonly layers?: Readonly<Partial<Record<string, Partial<LayerReport>>>>;
  readonly skipped?: Measurements['skipped'];
}

export function report(architecture: Architecture, options: ReportOptions = {}): Measurements {
  const samples = 32;
  const [dimension] = architecture.input;
  const [outputs] = architecture.output;
  const parameterCount = architecture.layers.reduce((sum, layer) => sum + parametersOf(architecture, layer.index), 0);
  const rank = Math.min(samples * outputs, parameterCount);
  return {
    schemaVersion: 1,
    model: {
      name: architecture.name,
      source: null,
      layerCount: architecture.layers.length,
      parameterCount,
      trainableCount: parameterCount,
      input: architecture.input,
      output: architecture.output,
      samples,
      outputs,
      loss: architecture.loss,
      lossNormalisation: '1/n',
      seed: 1,
      weights: 'initialised',
      linear: true,
      depth: architecture.layers.length,
      ...options.model,
    },
    data: {
      source: 'gaussian',
      samples,
      dimension,
      rank: dimension,
      kappaSigma: 4,
      meanShare: 0.01,
      duplicates: 0,
      antipodal: 0,
      constantFeatures: 0,
      ...options.data,
    },
    spectrum: {
      eigenvalues: null,
      rank,
      dimension: parameterCount,
      lambdaMax: 20,
      lambdaMin: 2,
      kappa: 10,
      kappaInterval: [10, 10],
      rankCertain: true,
      relativeError: 1e-12,
      trace: 100,
      density: null,
      method: 'by hand',
      cut: null,
      undecided: [],
      structuralRank: null,
      rankGap: null,
      float32: { kappa: 10, rank, misleads: false },
      skipped: null,
      ...options.spectrum,
    },
    bounds: options.bounds ?? [],
    bracket: options.bracket ?? { low: null, high: null },
    layers: architecture.layers.map((layer) => layerReport(architecture, layer, options.layers?.[layer.name])),
    theory: { ...silentTheory('not asked'), optimisation: null, initialisation: [] },
    distribution: null,
    timings: [],
    skipped: options.skipped ?? [],
  };
}

export function upperBound(id: string, value: number | null, overrides: Partial<Bound> = {}): Bound {
  return {
    id,
    title: id,
    direction: 'upper',
    value,
    gap: null,
    applies: value !== null,
    reason: value === null ? 'Not here.' : null,
    certainty: 'bound',
    reference: 'by hand',
    ...overrides,
  };
}

function layerReport(
  architecture: Architecture,
  { index, name, kind, range, inputShape, outputShape, trainable }: Architecture['layers'][number],
  overrides: Partial<LayerReport> = {},
): LayerReport {
  return {
    name,
    kind,
    range,
    inputShape,
    outputShape,
    parameters: parametersOf(architecture, index),
    trainable,
    alpha: null,
    term: null,
    top: null,
    bottom: null,
    topShare: 0.5,
    bottomShare: 0.5,
    traceShare: 0.5,
    rankLeft: null,
    rankRight: null,
    owner: false,
    deadUnits: null,
    kinkHits: null,
    tiedWindows: null,
    unusedTokens: null,
    branchRadius: null,
    predictions: [],
    ...overrides,
  };
}

function parametersOf({ nodes }: Architecture, layer: number): number {
  return nodes
    .filter((node) => node.layer === layer)
    .flatMap(({ tensors }) => Object.values(tensors))
    .reduce((sum, shape) => sum + shape.reduce((product, size) => product * size, 1), 0);
}
