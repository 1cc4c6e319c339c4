import type { Network } from '../../network/network';
import { gram } from '../../numerics/products';
import type { Matrix } from '../../numerics/matrix';
import { silentSection, type TheoryCurve, type TheoryFigure, type TheorySection } from '../../report/theory';
import { benignOverfitting } from '../../theory/deep-conditioning/benign-overfitting';
import { depthForGradientGrowth, depthForKappa } from '../../theory/deep-conditioning/depth-for-kappa';
import { correlationsByDepth } from '../../theory/deep-conditioning/depth-recursion';
import { finiteWidth } from '../../theory/deep-conditioning/finite-width';
import { gershgorinLimits } from '../../theory/deep-conditioning/gershgorin';
import {
  correlationMatrix,
  type DepthKernels,
  kernelSpectrum,
  nextKernels,
} from '../../theory/deep-conditioning/kernels';
import { normalisedLengths } from '../../theory/deep-conditioning/length-map';
import { masterLemma } from '../../theory/deep-conditioning/master-lemma';
import { iteratedOffDiagonalBounds } from '../../theory/deep-conditioning/off-diagonal-bounds';
import { depthOfSignalLoss, linearSignalShare } from '../../theory/deep-conditioning/signal-decay';
import { sphereSpectrum } from '../../theory/deep-conditioning/sphere-spectrum';
import { equicorrelatedKappa, limitingCorrelation } from '../../theory/deep-conditioning/uncentred-limit';
import { activationMoments } from '../../theory/dual-activations/moments';
import { normalisedDual, rescaledDual } from '../../theory/dual-activations/normalised-dual';
import { commonActivation, denseChain, type HiddenLayer } from './dense-chain';
import { figure } from './figure';

const page = 'docs/theory/deep-conditioning.md';
const exact = { certainty: 'exact' as const };
const wide = { certainty: 'infinite-width' as const };
/** Kernels of more samples, and of deeper chains, are left to the curve's bound. */
const MOST_SAMPLES = 256;
const MOST_KERNEL_WORK = 4e6;
/** Growth of gradients that counts as an explosion, kappa that counts as conditioned. */
const EXPLOSION = 1e3;
const TARGET = 2;

/** What depth does to the kernel of a chain with one activation, on the network's own data with every input scaled to unit norm. */
export function deepConditioning({ architecture, data }: Network): TheorySection {
  const chain = denseChain(architecture);
  if ('reason' in chain) return silentSection(chain.reason);
  const common = commonActivation(chain);
  if (!common) return silentSection('Stated for one activation in all hidden layers; these differ.');
  const depth = chain.hidden.length;
  const correlations = correlationMatrix(gram(data.inputs));
  const geometry = geometryOf(correlations);
  const width = Math.min(...chain.hidden.map((layer) => layer.width));
  return {
    reason: null,
    figures: [
      ...activationFigures(common),
      ...kernelFigures(common, correlations, geometry, depth),
      ...depthFigures(common, geometry, depth),
      ...lengthFigures(common, data.inputs, depth),
      ...widthFigures(geometry.samples, depth, width),
      ...sphereFigures(common, data.inputs.cols, geometry.samples, depth),
    ],
    layers: [],
    curves: [windowCurve(common, geometry, depth)],
  };
}

interface Geometry {
  readonly samples: number;
  /** Largest |x_i . x_j|, i != j, of the unit inputs. */
  readonly largest: number;
}

function geometryOf(correlations: Matrix): Geometry {
  let largest = 0;
  for (let i = 0; i < correlations.rows; i++)
    for (let j = 0; j < i; j++) largest = Math.max(largest, Math.abs(correlations.get(i, j)));
  return { samples: correlations.rows, largest };
}

function activationFigures({ phi, activation }: HiddenLayer): TheoryFigure[] {
  const { mean, secondMoment, nonlinearity, normalisedSlope } = activationMoments(phi);
  const reference = 'docs/theory/dual-activations.md 1';
  return [
    figure('nonlinearity', `mu of ${activation}, its nonlinear share`, nonlinearity, {
      ...exact,
      reference,
    }),
    figure('normalisedSlope', `D of ${activation}, normalised: gradient growth`, normalisedSlope, {
      ...exact,
      reference,
      note: Number.isFinite(normalisedSlope) ? null : 'the activation jumps',
    }),
    figure('uncentred', 'mean’s share of its second moment', mean ** 2 / secondMoment, {
      ...exact,
      reference,
    }),
  ];
}

function kernelFigures(
  { phi }: HiddenLayer,
  correlations: Matrix,
  { samples, largest }: Geometry,
  depth: number,
): TheoryFigure[] {
  const note = 'of the infinitely wide network on the data, every input scaled to unit norm';
  const before = figure('largestCorrelation', 'largest correlation of two inputs', largest, {
    ...exact,
    reference: `${page} 1`,
  });
  if (samples > MOST_SAMPLES || samples ** 2 * depth > MOST_KERNEL_WORK)
    return [
      before,
      figure('kernelKappa', 'kappa of the kernel', null, {
        ...wide,
        reference: `${page} 2`,
        note: `not computed for more than ${MOST_SAMPLES} samples or that many layers`,
      }),
    ];
  const map = rescaledDual(phi);
  let kernels: DepthKernels = { kernel: correlations, tangent: correlations };
  for (let layer = 0; layer < depth; layer++) kernels = nextKernels(map, kernels);
  const inputs = kernelSpectrum(correlations);
  const bound = masterLemma(map, { samples, ...inputs }, depth);
  const singular = 'singular to working accuracy';
  const kappa = (id: string, title: string, value: number, reference: string) =>
    figure(id, title, value, { ...wide, reference, note: Number.isFinite(value) ? note : singular });
  return [
    before,
    kappa('inputKappa', 'kappa of the inputs’ Gram matrix', inputs.kappa, `${page} 1`),
    kappa('kernelKappa', 'kappa of the kernel', kernelSpectrum(kernels.kernel).kappa, `${page} 2`),
    kappa('tangentKappa', 'kappa of the tangent kernel', kernelSpectrum(kernels.tangent).kappa, `${page} 2`),
    figure('kernelBound', 'bound on kappa of the kernel', bound.kernel.kappa, {
      certainty: 'infinite-width',
      reference: `${page} 5`,
      note: bound.kernel.kappa === null ? 'the inputs are linearly dependent' : null,
    }),
  ];
}

function depthFigures({ phi }: HiddenLayer, { samples, largest }: Geometry, depth: number): TheoryFigure[] {
  const { nonlinearity, normalisedSlope, mean, secondMoment } = activationMoments(phi);
  const needed = depthForKappa(normalisedDual(phi), samples, largest, TARGET);
  const explosion = depthForGradientGrowth(normalisedSlope, EXPLOSION);
  const centred = mean ** 2 / secondMoment < 1e-3;
  const limit = limitingCorrelation(phi);
  return [
    figure('depthNeeded', `depth for a kernel of kappa ${TARGET}, normalised`, needed, {
      ...wide,
      reference: `${page} 6`,
      note: needed === null ? 'no depth gets there: parallel inputs or a linear activation' : null,
    }),
    figure('depthOfExplosion', 'depth of thousandfold gradients, normalised', explosion, {
      ...wide,
      reference: `${page} 6`,
      note: Number.isFinite(explosion) ? null : 'never: the activation is linear',
    }),
    figure('window', 'window: deep enough to exploding', windowVerdict(needed, explosion), {
      ...wide,
      reference: `${page} 6`,
      note:
        needed !== null && needed > explosion
          ? 'layer norm with residual connections, or an activation with a lower mu, opens it'
          : null,
    }),
    figure('signalShare', 'linear share of the signal at the end', linearSignalShare(nonlinearity, depth), {
      ...wide,
      reference: `${page} 7`,
    }),
    figure('signalDepth', 'depth that leaves one per cent of it', depthOfSignalLoss(nonlinearity, 0.01), {
      ...exact,
      reference: `${page} 7`,
      note: nonlinearity > 0 ? null : 'never: the activation is linear',
    }),
    ...(centred
      ? []
      : [
          figure('limitingKappa', 'kappa that depth leads to, not normalised', equicorrelatedKappa(samples, limit), {
            ...wide,
            reference: `${page} 9`,
            note:
              limit >= 1
                ? 'all inputs become parallel: it grows without limit'
                : 'the activation is not centred, so that all pairs of inputs become equally correlated',
          }),
        ]),
  ];
}

function windowVerdict(needed: number | null, explosion: number): string {
  if (needed === null) return 'none';
  if (!Number.isFinite(explosion)) return `from ${needed}`;
  return needed <= explosion ? `${needed} to ${Math.floor(explosion)} layers` : 'empty';
}

function lengthFigures({ phi }: HiddenLayer, inputs: Matrix, depth: number): TheoryFigure[] {
  let square = 0;
  for (const value of inputs.data) square += value * value;
  const q0 = inputs.data.length > 0 ? square / inputs.data.length : 1;
  const { lengthSlope } = activationMoments(phi);
  return [
    figure('lengthSlope', 'slope of the length map at 1', lengthSlope, {
      ...exact,
      reference: `${page} 8`,
      note: lengthSlope > 1 ? 'above 1 norms run away; below they settle' : null,
    }),
    figure('lengthAtEnd', 'mean square at the end, normalised', normalisedLengths(phi, q0, depth).at(-1) ?? q0, {
      ...wide,
      reference: `${page} 8`,
    }),
  ];
}

function widthFigures(samples: number, depth: number, width: number): TheoryFigure[] {
  const { ratio, kappaFloor } = finiteWidth(samples, depth, width);
  return [
    figure('finiteWidthRatio', 'samples times depth over width', ratio, {
      certainty: 'heuristic',
      reference: `${page} 12`,
    }),
    figure('finiteWidthFloor', 'kappa of one such layer, orthonormal data', kappaFloor, {
      certainty: 'heuristic',
      reference: `${page} 12`,
      note: Number.isFinite(kappaFloor) ? null : 'the narrowest layer has no more units than there are samples',
    }),
  ];
}

function sphereFigures({ phi }: HiddenLayer, dimension: number, samples: number, depth: number): TheoryFigure[] {
  if (dimension < 3) return [];
  const spectrum = sphereSpectrum(normalisedDual(phi), dimension, depth, 10);
  const { headOverSamples, samplesOverTailRank } = benignOverfitting(spectrum, samples);
  const heuristic = { certainty: 'heuristic' as const, reference: `${page} 11` };
  return [
    figure('hilbertSchmidt', 'Hilbert-Schmidt norm on the sphere', spectrum.hilbertSchmidt, {
      ...wide,
      reference: `${page} 10`,
    }),
    figure('benignHead', 'benign overfitting: head over samples', headOverSamples, heuristic),
    figure('benignTail', 'benign overfitting: samples over tail', samplesOverTailRank, heuristic),
  ];
}

/** Conditioning that depth buys against gradients that it costs. */
function windowCurve({ phi, activation }: HiddenLayer, { samples, largest }: Geometry, depth: number): TheoryCurve {
  const { normalisedSlope, nonlinearity } = activationMoments(phi);
  const map = normalisedDual(phi);
  const needed = depthForKappa(map, samples, largest, TARGET);
  const explosion = depthForGradientGrowth(normalisedSlope, EXPLOSION);
  const longest = Math.min(
    400,
    Math.ceil(Math.max(8, 1.3 * depth, ...[needed ?? 0, explosion].filter(Number.isFinite).map((l) => 1.15 * l))),
  );
  const kappas = (correlations: readonly number[]) =>
    correlations.flatMap((r, at) => {
      const { kappa } = gershgorinLimits(samples, Math.abs(r));
      return kappa === null ? [] : [[at + 1, kappa] as const];
    });
  return {
    id: 'window',
    title: `Depth: conditioning gained, gradients lost (${activation}, normalised)`,
    horizontal: { title: 'hidden layers', scale: 'linear' },
    vertical: { title: 'bound on kappa, growth of squared gradients', scale: 'log' },
    series: [
      {
        name: 'bound on kappa of the kernel',
        certainty: 'infinite-width',
        points: kappas(correlationsByDepth(map, largest, longest)),
      },
      {
        name: 'the same from mu alone',
        certainty: 'infinite-width',
        points: kappas(iteratedOffDiagonalBounds(nonlinearity, largest, longest)),
      },
      {
        name: 'growth of squared gradients',
        certainty: 'infinite-width',
        points: Array.from({ length: longest }, (_, at) => [at + 1, normalisedSlope ** (at + 1)] as const).filter(
          ([, value]) => value < 1e12,
        ),
      },
    ],
    marks: [
      { title: 'this network', at: depth },
      ...(needed === null || needed > longest ? [] : [{ title: 'deep enough', at: needed }]),
      ...(explosion > longest ? [] : [{ title: 'gradients x1000', at: explosion }]),
    ],
  };
}
