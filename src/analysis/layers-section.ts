import type { LayerFigures } from '../gauss-newton/bounds/layer-figures';
import type { FactoredJacobian } from '../gauss-newton/factored-jacobian';
import { partShares, traceShares } from '../gauss-newton/layer-shares';
import type { MeasuredSpectrum } from '../gauss-newton/spectrum';
import { learnableCount } from '../network/parameters';
import type { Network } from '../network/network';
import type { LayerReport, Prediction } from '../report/report';
import type { Layer } from '../spec/architecture';
import type { Activity } from './activity';

/** What every layer owns of the top and the bottom eigenvector and of the trace; each sums to 1. */
export interface Shares {
  readonly top: Float64Array;
  readonly bottom: Float64Array;
  readonly trace: Float64Array;
}

/** What the layers do on the data; by layer. */
export interface Behaviour extends Activity {
  readonly branchRadii: ReadonlyMap<number, number>;
}

export interface LayerFindings {
  /** Null until the spectrum is measured. */
  readonly shares: Shares | null;
  /** Null until it is looked at. */
  readonly behaviour: Behaviour | null;
  /** One entry a learned part of a linear network, in order. */
  readonly figures: readonly LayerFigures[];
  readonly predictions: ReadonlyMap<number, readonly Prediction[]>;
}

/** Shares that differ by less are equal but for rounding. */
const EQUAL = 1e-6;

/** The Report's table of layers. */
export function layersSection(network: Network, findings: LayerFindings): readonly LayerReport[] {
  const { layers } = network.architecture;
  const { shares, behaviour } = findings;
  const owner = shares ? ownerOf(shares.bottom) : -1;
  return layers.map((layer) => {
    const figures = findings.figures.find((figure) => figure.layer === layer.index);
    const learned = learnedParameters(network, layer) > 0;
    return {
      name: layer.name,
      kind: layer.kind,
      range: layer.range,
      inputShape: layer.inputShape,
      outputShape: layer.outputShape,
      parameters: allParameters(network, layer),
      trainable: learned,
      alpha: figures?.alpha ?? null,
      term: figures?.term ?? null,
      top: figures?.top ?? null,
      bottom: figures?.bottom ?? null,
      topShare: shares && learned ? shares.top[layer.index] : null,
      bottomShare: shares && learned ? shares.bottom[layer.index] : null,
      traceShare: shares && learned ? shares.trace[layer.index] : null,
      rankLeft: figures?.rankLeft ?? null,
      rankRight: figures?.rankRight ?? null,
      owner: layer.index === owner,
      deadUnits: behaviour?.deadUnits.get(layer.index) ?? null,
      kinkHits: behaviour?.kinkHits.get(layer.index) ?? null,
      tiedWindows: behaviour?.tiedWindows.get(layer.index) ?? null,
      unusedTokens: behaviour?.unusedTokens.get(layer.index) ?? null,
      branchRadius: behaviour?.branchRadii.get(layer.index) ?? null,
      predictions: findings.predictions.get(layer.index) ?? [],
    };
  });
}

/** Of the largest share; -1 where others are as large, as in a network of orthogonal layers: none is to blame. */
function ownerOf(shares: Float64Array): number {
  const largest = Math.max(...shares);
  const owners = [...shares.keys()].filter((layer) => shares[layer] > largest * (1 - EQUAL));
  return owners.length === 1 ? owners[0] : -1;
}

/** `bottom`: index of the smallest nonzero eigenvalue among the known ones. */
export function sharesByLayer(
  network: Network,
  jacobian: FactoredJacobian,
  known: Pick<MeasuredSpectrum, 'side' | 'values' | 'vectors'>,
  bottom: number,
): Shares {
  const sum = (shares: Float64Array) => {
    const totals = new Float64Array(network.architecture.layers.length);
    jacobian.parts.forEach(({ layer }, at) => (totals[layer] += shares[at]));
    return totals;
  };
  return {
    top: sum(partShares(jacobian, known, 0)),
    bottom: sum(partShares(jacobian, known, bottom)),
    trace: sum(traceShares(jacobian)),
  };
}

function learnedParameters(network: Network, layer: Layer): number {
  return parametersOf(network, layer).reduce((sum, parameter) => sum + learnableCount(parameter), 0);
}

function allParameters(network: Network, layer: Layer): number {
  return parametersOf(network, layer).reduce((sum, { values }) => sum + values.length, 0);
}

/** Its own: what it shares is the other layer's. */
function parametersOf({ nodes }: Network, layer: Layer) {
  const own = layer.nodes.filter((id) => nodes[id].node.shares === undefined);
  return own.flatMap((id) => nodes[id].operation.parameters);
}
