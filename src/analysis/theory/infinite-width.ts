import type { Network } from '../../network/network';
import type { Matrix } from '../../numerics/matrix';
import type { Architecture } from '../../spec/architecture';
import { silentSection, type TheoryFigure, type TheorySection } from '../../report/theory';
import { kernelSpectrum } from '../../theory/deep-conditioning/kernels';
import { architectureKernels } from '../../theory/infinite-width/architecture-kernels';
import { figure } from './figure';

const page = 'docs/theory/infinite-width.md';
const MOST_SAMPLES = 256;
/** Entries of kernels over all layers; more take longer than a keystroke may. */
const MOST_WORK = 2e6;

/** Kernels of the network in the limit of infinite width, on its own data. */
export function infiniteWidth({ architecture, data }: Network): TheorySection {
  const samples = data.inputs.rows;
  if (samples > MOST_SAMPLES || entriesOf(architecture, samples) > MOST_WORK)
    return silentSection(
      `Kernels are computed for up to ${MOST_SAMPLES} samples and ${MOST_WORK} entries over all layers.`,
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

/** Of all layers' kernels together: between samples, at every position or, where positions are averaged, every pair of them. */
function entriesOf({ nodes, layout }: Architecture, samples: number): number {
  const power = nodes.some(({ kind }) => kind === 'global_avg_pool') ? 2 : 1;
  const positions = ({ outputShape }: Architecture['nodes'][number]) => {
    const channels = outputShape.at(layout === 'channels_first' ? 0 : -1) ?? 1;
    return outputShape.reduce((product, length) => product * length, 1) / channels;
  };
  return nodes.reduce((sum, node) => sum + samples ** 2 * positions(node) ** power, 0);
}

function kappaFigure(id: string, title: string, kernel: Matrix, section: number): TheoryFigure {
  const { kappa } = kernelSpectrum(kernel);
  return figure(id, title, kappa, {
    certainty: 'infinite-width',
    reference: `${page} ${section}`,
    note: Number.isFinite(kappa) ? null : 'singular to working accuracy',
  });
}
