/** What small-initialisation theory says of a network with its data. */
import type { Network } from '../../network/network';
import { memoise } from '../../numerics/memoise';
import type { Certainty } from '../../report/report';
import { silentSection, type TheoryFigure, type TheorySection } from '../../report/theory';
import { isUnavailable } from '../../theory/certainty';
import { chainMaximum } from '../../theory/early-direction/chain-maximum';
import { chainInputs, chainWeights, homogeneousChain } from '../../theory/early-direction/homogeneous-chain';
import { earlyDirection, type EarlyDirection } from '../../theory/early-direction/early-direction';
import { isLinearForm } from '../../theory/early-direction/homogeneous-activation';
import { homogeneity } from '../../theory/early-direction/homogeneity';
import { initialNorm } from '../../theory/early-direction/initial-norm';
import { alignmentCurves } from './alignment-curves';
import { figure } from './figure';
import type { TheoryStage } from './stage';

const page = 'docs/theory/early-direction.md';

/** Multiplications of singular value decompositions that take about half a second. */
const SPECTRA = 4e7;
/** Samples squared times features, with kinks, and samples times features, without, that the search for the fastest direction takes. */
const KINKED_SEARCH = 4e4;
const SMOOTH_SEARCH = 1500;

/** Growth of the fastest direction and curves of the flow only when `complete`. */
export function earlyDirectionSection(network: Network, stage: TheoryStage = 'complete'): TheorySection {
  const { architecture } = network;
  const degree = homogeneity(architecture);
  if (degree.order === null) return silentSection(`The outputs are not homogeneous in the weights: ${degree.reason}`);
  if (degree.order === 0) return silentSection('The outputs do not depend on the size of the learned weights.');
  const norm = figure('initialNorm', 'length of all learned weights', initialNorm(network), {
    certainty: 'exact',
    reference: `${page} 3`,
  });
  const found = withinReach(network);
  const order = orderFigure(degree.order, degree.certainty);
  if (!isUnavailable(found)) {
    const described = { reason: null, ...describe(network, found, [order, norm]), curves: [] };
    return stage === 'quick' ? described : completed(network, found, described);
  }
  const regime = figure('regime', 'alignment before the loss moves', null, {
    certainty: 'heuristic',
    reference: `${page} 3`,
    note: found.reason,
  });
  return { reason: null, figures: [order, norm, regime], layers: [], curves: [] };
}

function completed(network: Network, found: EarlyDirection, section: TheorySection): TheorySection {
  return {
    ...section,
    figures: [...section.figures, ...growthFigures(found)],
    curves: alignmentCurves(network, found),
  };
}

/** Unless its singular values would take seconds. */
const withinReach = memoise((network: Network): ReturnType<typeof earlyDirection> => {
  const chain = homogeneousChain(network.architecture);
  if (isUnavailable(chain) || !network.data.targets) return earlyDirection(network);
  const matrices = [chainInputs(network, chain), ...chainWeights(network, chain)];
  const work = matrices.reduce((sum, { rows, cols }) => sum + rows * cols * Math.min(rows, cols), 0);
  return work <= SPECTRA
    ? earlyDirection(network)
    : { reason: 'Left out: the singular values of matrices this large take too long.' };
});

function orderFigure(order: number, certainty: Certainty): TheoryFigure {
  return figure('order', 'order of the outputs in the weights', order, {
    certainty,
    reference: `${page} 1, homogeneity`,
  });
}

function theoremFigure({ basis }: EarlyDirection): TheoryFigure {
  const isProved = basis === 'proved';
  return figure('theorem', 'alignment of small weights', isProved ? 'proved' : 'observed', {
    certainty: isProved ? 'exact' : 'heuristic',
    reference: `${page} 3`,
    note: isProved ? null : 'The theorem needs an order above 2 and activations without kinks.',
  });
}

function describe(
  network: Network,
  found: EarlyDirection,
  [order, norm]: readonly TheoryFigure[],
): Omit<TheorySection, 'reason' | 'curves'> {
  const { criticalRadius, regime, escapeBound, escapeEstimate } = found;
  const figures = [
    figure('regime', 'alignment before the loss moves', regime.name, {
      certainty: regime.certainty,
      reference: `${page} 3`,
      note: regimes[regime.name],
    }),
    figure('startRatio', 'length at the start over the escape radius', regime.ratio, {
      certainty: criticalRadius.certainty === 'bound' ? 'bound' : 'heuristic',
      reference: `${page} 3`,
      note: 'Small below 0.03, none above 0.3; at most this, since the radius is known from below.',
    }),
    theoremFigure(found),
    order,
    norm,
    figure('criticalRadius', 'escape radius, a length of the weights', criticalRadius.value, {
      certainty: criticalRadius.certainty,
      reference: `${page} 3`,
      note: 'From there outputs can be as large as the targets.',
    }),
    figure('escapeBound', 'time on the plateau, at least', escapeBound.time, {
      certainty: escapeBound.certainty,
      reference: `${page} 3, escape time`,
      note: escapeNote(
        escapeBound.time,
        'Learning rate times steps of gradient descent, from this start to that length.',
      ),
    }),
    figure('escapeEstimate', 'time on the plateau, about', escapeEstimate.time, {
      certainty: escapeEstimate.certainty,
      reference: `${page} 3, escape time`,
      note: escapeNote(escapeEstimate.time, null),
    }),
    figure('correlationBound', 'largest correlation N, at most', found.correlationBound, {
      certainty: 'bound',
      reference: `${page} 2`,
      note: 'Of the outputs with the targets, over weights of length 1.',
    }),
    figure('correlationAtStart', 'correlation N of the start', found.correlationAtStart, {
      certainty: 'exact',
      reference: `${page} 2`,
    }),
  ];
  return { figures, layers: layersOf(network, found) };
}

const regimes: Readonly<Record<EarlyDirection['regime']['name'], string>> = {
  small: 'The weights turn into a direction of rank one (cosine above 0.99) while the outputs are still near zero.',
  partial: 'The weights turn towards a direction of rank one, and the loss moves before they arrive.',
  none: 'The start is too large for the weights to align before the loss moves.',
};

function escapeNote(time: number, otherwise: string | null): string | null {
  if (time === 0) return 'None: the start is as long already.';
  if (time === Infinity) return 'The start is not correlated with the targets, so its own direction does not grow.';
  return Number.isFinite(time) ? otherwise : 'Beyond the range of numbers.';
}

/** The fastest direction of width one: what hidden layers of rank one embed. */
function growthFigures({ problem, layerNorms, correlationBound }: EarlyDirection): readonly TheoryFigure[] {
  const { rows, cols } = problem.inputs;
  const shape = { certainty: 'heuristic', reference: `${page} 4, rank-one directions` } as const;
  const isSearched = !isLinearForm(problem.activation);
  const isLong = problem.activation.power === 1 ? rows * rows * cols > KINKED_SEARCH : rows * cols > SMOOTH_SEARCH;
  if ((isSearched && isLong) || correlationBound === 0) return [];
  const best = chainMaximum(problem, layerNorms.length);
  const share = best.correlation / correlationBound;
  return [
    figure('growthCorrelation', 'correlation N of the fastest chain', best.correlation, {
      ...shape,
      certainty: best.certainty,
      note: `${Number((100 * share).toPrecision(3))} % of the bound, in a direction of rank one${pinnedNote(best.pinned)}.`,
    }),
    figure('growthRate', 'growth rate of the fastest chain', best.growthRate, { ...shape, certainty: best.certainty }),
  ];
}

function pinnedNote(pinned: readonly number[]): string {
  if (pinned.length === 0) return '';
  return `; ${pinned.length === 1 ? 'one sample lies' : `${pinned.length} samples lie`} on its kink`;
}

function layersOf({ architecture }: Network, { chain, layerNorms, rankOneRatios }: EarlyDirection) {
  return chain.nodes.map((id, l) => ({
    name: architecture.layers[architecture.nodes[id].layer].name,
    figures: [
      figure('normShare', 'share of the length where growth leads', layerNorms[l], {
        certainty: 'exact',
        reference: `${page} 4, layer norms`,
      }),
      figure('rankOneRatio', 'second over first singular value', rankOneRatios[l], {
        certainty: 'exact',
        reference: `${page} 4`,
      }),
    ],
  }));
}
