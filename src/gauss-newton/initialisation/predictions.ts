import type { Initialiser } from '../../spec/architecture';
import type { Certainty } from '../../spec/certainty';
import type { Edges } from './spectral-edges';
import { productEdges } from './spectral-edges';
import { typicalLargestEigenvalue, typicalSmallestEigenvalue } from './tracy-widom';
import { weightVariances } from './weight-variance';

/** A linear chain without biases at initialisation, and what is known of its data. */
export interface InitialisedChain {
  /** d, hidden widths, k. */
  readonly widths: readonly number[];
  /** One a layer, widths.length - 1 of them. */
  readonly initialisers: readonly Initialiser[];
  readonly sigma: { readonly rank: number; readonly kappa: number };
}

/** A number that theory expects of an initialisation, without sampling. */
export interface PredictedValue {
  readonly id: string;
  readonly title: string;
  readonly value: number;
  readonly certainty: Certainty;
  readonly reference: string;
}

const reference = 'docs/theory/gauss-newton.md 7';

/** What theory says of kappa(G) of the whole chain; the predictions that apply, the surest first. */
export function modelPredictions(chain: InitialisedChain): readonly PredictedValue[] {
  return [
    orthogonalKappa(chain),
    twoLayerKappa(chain),
    predictedUpperEstimate(chain),
    infiniteWidthKappa(chain),
  ].filter((prediction) => prediction !== null);
}

/**
 * What theory says of each layer: extreme eigenvalues of A_l and C_l = R_l^T R_l and the layer's shares of the
 * predicted extremes.
 */
export function layerPredictions(chain: InitialisedChain): readonly (readonly PredictedValue[])[] {
  const terms = predictedTerms(chain);
  if (!terms) return chain.initialisers.map(() => []);
  const top = terms.reduce((total, { left, right }) => total + left.upper * right.upper, 0);
  const bottom = terms.reduce((total, { left, right }) => total + left.lower * right.lower, 0);
  const edge = (id: string, title: string, value: number): PredictedValue => ({
    id,
    title,
    value,
    certainty: 'infinite-width',
    reference,
  });
  const share = (id: string, title: string, value: number): PredictedValue => ({
    id,
    title,
    value,
    certainty: 'heuristic',
    reference,
  });
  return terms.map(({ left, right }) => [
    edge('left_max', 'Largest eigenvalue of A_l', left.upper),
    edge('left_min', 'Smallest eigenvalue of A_l', left.lower),
    edge('right_max', 'Largest eigenvalue of C_l', right.upper),
    edge('right_min', 'Smallest eigenvalue of C_l', right.lower),
    share('top_share', 'Share of the largest eigenvalue', (left.upper * right.upper) / top),
    ...(bottom > 0
      ? [share('bottom_share', 'Share of the smallest eigenvalue', (left.lower * right.lower) / bottom)]
      : []),
  ]);
}

/**
 * kappa(G) = kappa(Sigma) exactly, at any depth and gains, for orthogonal layers of one hidden width >= max(d, k):
 * every product of layers is then an isometry. Source: docs/theory/gauss-newton.md 3.4.
 */
function orthogonalKappa({ widths, initialisers, sigma }: InitialisedChain): PredictedValue | null {
  const hidden = widths.slice(1, -1);
  const isometric = hidden.every(
    (width) => width === hidden[0] && width >= Math.max(widths[0], widths[widths.length - 1]),
  );
  const orthogonal = initialisers.every(({ name, gain }) => name === 'orthogonal' && gain !== 0);
  if (!isometric || !orthogonal) return null;
  return {
    id: 'orthogonal',
    title: 'Orthogonal layers: kappa of the data',
    value: sigma.kappa,
    certainty: 'exact',
    reference: 'docs/theory/gauss-newton.md 3.4',
  };
}

/**
 * Two layers on white data, from typical extreme eigenvalues of both weights (W k x m, V m x d). Source:
 * docs/theory/gauss-newton.md 7.
 */
function twoLayerKappa({ widths, initialisers, sigma }: InitialisedChain): PredictedValue | null {
  const variances = weightVariances(widths, initialisers);
  const [, m, k] = widths;
  if (widths.length !== 3 || !variances || m <= Math.max(sigma.rank, k) || !(sigma.kappa < 1 + 1e-9)) return null;
  const [first, second] = variances;
  const largest = second * typicalLargestEigenvalue(k, m) + first * typicalLargestEigenvalue(sigma.rank, m);
  const smallest = second * typicalSmallestEigenvalue(k, m) + first * typicalSmallestEigenvalue(sigma.rank, m);
  return {
    id: 'two_layer_white',
    title: 'Typical kappa of two layers on white data',
    value: largest / smallest,
    certainty: 'infinite-width',
    reference: 'docs/theory/gauss-newton.md 7; Johnstone 2001, Ma 2012',
  };
}

/**
 * U1 with the eigenvalues' predicted edges, times kappa(Sigma): not certified, the layers' products are correlated.
 * Source: docs/theory/gauss-newton.md 7.
 */
function predictedUpperEstimate(chain: InitialisedChain): PredictedValue | null {
  const terms = predictedTerms(chain);
  if (!terms) return null;
  const top = terms.reduce((total, { left, right }) => total + left.upper * right.upper, 0);
  const bottom = terms.reduce((total, { left, right }) => total + left.lower * right.lower, 0);
  if (bottom === 0) return null;
  return {
    id: 'U1_predicted',
    title: 'Predicted upper estimate',
    value: (chain.sigma.kappa * top) / bottom,
    certainty: 'heuristic',
    reference,
  };
}

/**
 * kappa(G) -> kappa(Sigma) as the hidden widths grow: A_l and C_l tend to multiples of the identity. Source:
 * docs/theory/gauss-newton.md 7.
 */
function infiniteWidthKappa({ widths, initialisers, sigma }: InitialisedChain): PredictedValue | null {
  if (!weightVariances(widths, initialisers)) return null;
  return {
    id: 'infinite_width',
    title: 'Limit of infinitely wide hidden layers: kappa of the data',
    value: sigma.kappa,
    certainty: 'infinite-width',
    reference,
  };
}

/** Edges of A_l and of C_l on the data's span, scaled to their means. */
function predictedTerms({
  widths,
  initialisers,
  sigma,
}: InitialisedChain): readonly { left: Edges; right: Edges }[] | null {
  const variances = weightVariances(widths, initialisers);
  if (!variances) return null;
  const outputs = widths[widths.length - 1];
  return variances.map((_, l) => ({
    left: scaled(
      productEdges(widths.slice(l + 1, -1).map((width) => outputs / width)),
      variances.slice(l + 1).reduce((scale, variance, i) => scale * variance * widths[l + 1 + i], 1),
    ),
    right: scaled(
      productEdges(widths.slice(1, l + 1).map((width) => sigma.rank / width)),
      variances.slice(0, l).reduce((scale, variance, i) => scale * variance * widths[i + 1], 1),
    ),
  }));
}

function scaled({ lower, upper }: Edges, scale: number): Edges {
  return { lower: lower * scale, upper: upper * scale };
}
