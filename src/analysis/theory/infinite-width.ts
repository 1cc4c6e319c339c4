import type { Network } from '../../network/network';
import type { Matrix } from '../../numerics/matrix';
import { activationFunction } from '../../network/activations/activation';
import type { Activation, Architecture, GraphNode } from '../../spec/architecture';
import { silentSection, type TheoryFigure, type TheorySection } from '../../report/theory';
import { kernelSpectrum } from '../../theory/deep-conditioning/kernels';
import { pairCost } from '../../theory/dual-activations/prepared-dual';
import { architectureKernels } from '../../theory/infinite-width/architecture-kernels';
import { figure } from './figure';

const page = 'docs/theory/infinite-width.md';
const MOST_SAMPLES = 256;
/** Entries of kernels over all layers; more take longer than a keystroke may. */
const MOST_WORK = 2e6;
/** What an entry counts behind an activation whose dual is an integral for every pair. */
const INTEGRATED = 50;
/** Evaluations of the activation that a pair costs at most where it costs no integral. */
const SERIES = 500;

/** Kernels of the network in the limit of infinite width, on its own data. */
export function infiniteWidth({ architecture, data }: Network): TheorySection {
  const samples = data.inputs.rows;
  if (samples > MOST_SAMPLES || workOf(architecture, data.inputs) > MOST_WORK)
    return silentSection(
      `Kernels are computed for up to ${MOST_SAMPLES} samples and ${MOST_WORK} entries over all layers; behind elu, hardtanh and the like an entry counts ${INTEGRATED} times.`,
    );
  const kernels = architectureKernels(architecture, data.inputs);
  if ('reason' in kernels) return silentSection(kernels.reason);
  const { covariance, tangent, jacobianGram } = kernels;
  return {
    reason: null,
    figures: [
      kappaFigure('jacobianKappa', 'kappa that G tends to with width', jacobianGram, 1),
      kappaFigure('nngpKappa', 'kappa of the NNGP kernel', covariance, 1),
      kappaFigure('ntkKappa', 'kappa of the NTK, NTK parametrisation', tangent, 1),
    ],
    layers: [],
    curves: [],
  };
}

/** Entries of all layers' kernels together: between samples, at every position or, where positions are averaged, every pair of them. */
function workOf({ nodes, layout }: Architecture, inputs: Matrix): number {
  const power = nodes.some(({ kind }) => kind === 'global_avg_pool') ? 2 : 1;
  const positions = ({ outputShape }: GraphNode) => {
    const channels = outputShape.at(layout === 'channels_first' ? 0 : -1) ?? 1;
    return outputShape.reduce((product, length) => product * length, 1) / channels;
  };
  const variances = unitVariances(inputs);
  const weight = ({ kind, settings }: GraphNode) =>
    kind === 'activation' && pairCost(activationFunction(settings.activation as Activation), variances) > SERIES
      ? INTEGRATED
      : 1;
  return nodes.reduce((sum, node) => sum + inputs.rows ** 2 * positions(node) ** power * weight(node), 0);
}

/** Mean squares of the samples, the largest scaled to 1: whether they are equal decides what a pair costs. */
function unitVariances(inputs: Matrix): readonly number[] {
  const squares = Array.from({ length: inputs.rows }, (_, i) => inputs.row(i).reduce((sum, x) => sum + x * x, 0));
  const largest = Math.max(...squares);
  return squares.map((square) => square / largest);
}

function kappaFigure(id: string, title: string, kernel: Matrix, section: number): TheoryFigure {
  const { kappa } = kernelSpectrum(kernel);
  return figure(id, title, kappa, {
    certainty: 'infinite-width',
    reference: `${page} ${section}`,
    note: Number.isFinite(kappa) ? null : 'singular to working accuracy',
  });
}
