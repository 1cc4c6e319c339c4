/** Whether the implicit layers of a network have one state that iteration finds, and what the network learns with at large width. */
import type { Network } from '../../network/network';
import { Matrix } from '../../numerics/matrix';
import { memoise } from '../../numerics/memoise';
import { silentSection, type TheoryFigure, type TheorySection } from '../../report/theory';
import { type EquilibriumLayer, equilibriumLayers, measuredLayer, readByLayer } from '../../theory/equilibrium/layers';
import type { MeasuredWellPosedness, WellPosedness } from '../../theory/equilibrium/well-posedness';
import { equilibriumOfDrawnWeights } from './equilibrium-of-drawn-weights';
import { iterationCurve } from './equilibrium-iteration';
import { figure } from './figure';
import type { TheoryStage } from './stage';

const page = 'docs/theory/equilibrium.md';

/** Multiplications of the spectra at the states, about half a second. */
const SPECTRA = 2e7;
const MOST_STATES = 16;

const levels: readonly WellPosedness[] = ['contracting', 'monotone', 'local', 'none'];

/** The kernels of weights drawn so, and the iteration, only when `complete`. */
export function equilibriumSection(network: Network, stage: TheoryStage = 'complete'): TheorySection {
  const layers = equilibriumLayers(network.architecture);
  if (layers.length === 0) return silentSection('There is no equilibrium layer (deq).');
  const { read, measured } = measuredLayers(network);
  const drawn = stage === 'complete' ? read : [];
  const nameOf = ({ layer }: EquilibriumLayer) => network.architecture.layers[layer].name;
  return {
    reason: null,
    figures: [
      weakest(measured),
      ...drawn.flatMap(({ layer, inputs }) =>
        equilibriumOfDrawnWeights(layer, inputs).map((found) =>
          layers.length === 1
            ? found
            : { ...found, id: `${found.id}.${nameOf(layer)}`, title: `${nameOf(layer)}: ${found.title}` },
        ),
      ),
    ],
    layers: layers.map((layer, at) => ({ name: nameOf(layer), figures: layerFigures(measured[at]) })),
    curves: drawn.flatMap(({ layer, inputs }) => iterationCurve(network, layer, inputs, nameOf(layer))),
  };
}

const measuredLayers = memoise((network: Network) => {
  const read = equilibriumLayers(network.architecture).map((layer) => ({
    layer,
    inputs: readByLayer(network, layer),
  }));
  return { read, measured: read.map(({ layer, inputs }) => measure(network, layer, inputs)) };
});

/** At the states of the first positions; undefined where that would take seconds. */
function measure(network: Network, layer: EquilibriumLayer, inputs: Matrix): MeasuredWellPosedness | undefined {
  const states = Math.min(MOST_STATES, inputs.rows, Math.floor(SPECTRA / layer.units ** 3));
  const first = new Matrix(states, inputs.cols, inputs.data.slice(0, states * inputs.cols));
  return states > 0 ? measuredLayer(network, layer, first) : undefined;
}

function weakest(measured: readonly (MeasuredWellPosedness | undefined)[]): TheoryFigure {
  const known = measured.flatMap((layer) => (layer ? [levels.indexOf(layer.level)] : []));
  const level = known.length === measured.length ? levels[Math.max(...known)] : null;
  return figure('level', 'certain at these weights', level, {
    certainty: 'exact',
    reference: `${page} 1`,
    note: level === null ? TOO_LARGE : explanations[level],
  });
}

const TOO_LARGE = 'Left out: spectra of recurrent weights this large take too long.';

const explanations: Readonly<Record<WellPosedness, string>> = {
  contracting: 'One state for every input, and plain iteration reaches it from anywhere.',
  monotone: 'One state for every input; plain iteration may diverge, forward-backward splitting cannot.',
  local: 'Iteration converges near the states found; others may exist.',
  none: 'Nothing is known to converge; the states found may be lost by small changes.',
};

function layerFigures(measured: MeasuredWellPosedness | undefined): readonly TheoryFigure[] {
  if (!measured)
    return [figure('level', 'level', null, { certainty: 'exact', reference: `${page} 1`, note: TOO_LARGE })];
  const { level, contraction, symmetricEdge, localRadii, smallestSingularValues } = measured;
  const exact = (reference: string) => ({ certainty: 'exact', reference: `${page} ${reference}` }) as const;
  const states = `Over the states of the first ${localRadii.length} positions.`;
  return [
    figure('level', 'level', level, { ...exact('1'), note: explanations[level] }),
    figure('contraction', 'steepest slope times the norm of W', contraction, exact('1')),
    figure('symmetricEdge', 'largest eigenvalue of (W + W^T) / 2', symmetricEdge, exact('1')),
    figure('localRadius', 'largest spectral radius of D W', Math.max(...localRadii), { ...exact('1'), note: states }),
    figure('smallestSingularValue', 'smallest singular value of I - D W', Math.min(...smallestSingularValues), {
      ...exact('5'),
      note: states,
    }),
  ];
}
