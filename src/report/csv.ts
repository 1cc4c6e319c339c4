import { csvTable, type CsvCell } from './csv-table';
import type { LayerReport, Report } from './report';

/**
 * Comma-separated values for spreadsheets and data frames: a line of titles, then for each report one row
 * `model` and one row `layer` for each layer, so that rows of several files stand in one table. Both kinds share the columns; what a
 * row has no figure for is empty. `kappa` and what follows describe the model, `alpha` and what follows the layer. Full precision.
 */
export function renderCsv(reports: readonly Report[]): string {
  const rows = reports.flatMap((report) => [
    modelRow(report),
    ...report.layers.map((layer) => layerRow(report, layer)),
  ]);
  return csvTable(
    Object.keys(emptyRow),
    rows.map((row) => Object.values(row)),
  );
}

const emptyRow = {
  file: null,
  model: null,
  row: null,
  name: null,
  kind: null,
  input: null,
  output: null,
  parameters: null,
  trainable: null,
  samples: null,
  loss: null,
  seed: null,
  kappa: null,
  kappa_low: null,
  kappa_high: null,
  bracket_low: null,
  bracket_high: null,
  lambda_max: null,
  lambda_min: null,
  trace: null,
  rank: null,
  rank_certain: null,
  dimension: null,
  kappa_sigma: null,
  alpha: null,
  term: null,
  top: null,
  bottom: null,
  top_share: null,
  bottom_share: null,
  trace_share: null,
  rank_left: null,
  rank_right: null,
  owner: null,
  dead_units: null,
  kink_hits: null,
  tied_windows: null,
  unused_tokens: null,
} satisfies Record<string, CsvCell>;

type Row = Record<keyof typeof emptyRow, CsvCell>;

function modelRow({ model, data, spectrum, bracket }: Report): Row {
  return {
    ...emptyRow,
    file: model.source,
    model: model.name,
    row: 'model',
    name: model.name,
    input: model.input.join('x'),
    output: model.output.join('x'),
    parameters: model.parameterCount,
    samples: model.samples,
    loss: model.loss,
    seed: model.seed,
    kappa: spectrum.kappa,
    kappa_low: spectrum.kappaInterval?.[0] ?? null,
    kappa_high: spectrum.kappaInterval?.[1] ?? null,
    bracket_low: bracket.low,
    bracket_high: bracket.high,
    lambda_max: spectrum.lambdaMax,
    lambda_min: spectrum.lambdaMin,
    trace: spectrum.trace,
    rank: spectrum.rank,
    rank_certain: spectrum.rank === null ? null : spectrum.rankCertain,
    dimension: spectrum.dimension,
    kappa_sigma: data.kappaSigma,
  };
}

function layerRow({ model }: Report, layer: LayerReport): Row {
  return {
    ...emptyRow,
    file: model.source,
    model: model.name,
    row: 'layer',
    name: layer.name,
    kind: layer.kind,
    input: layer.inputShape.join('x'),
    output: layer.outputShape.join('x'),
    parameters: layer.parameters,
    trainable: layer.trainable,
    alpha: layer.alpha,
    term: layer.term,
    top: layer.top,
    bottom: layer.bottom,
    top_share: layer.topShare,
    bottom_share: layer.bottomShare,
    trace_share: layer.traceShare,
    rank_left: layer.rankLeft,
    rank_right: layer.rankRight,
    owner: layer.owner,
    dead_units: layer.deadUnits,
    kink_hits: layer.kinkHits,
    tied_windows: layer.tiedWindows,
    unused_tokens: layer.unusedTokens,
  };
}
