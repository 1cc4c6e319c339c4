import type { Network } from '../../network/network';
import { gram } from '../../numerics/products';
import type { Matrix } from '../../numerics/matrix';
import { dot } from '../../numerics/vectors';
import { silentSection, type TheoryFigure, type TheorySection } from '../../report/theory';
import { benignOverfitting } from '../../theory/deep-conditioning/benign-overfitting';
import { finiteWidth } from '../../theory/deep-conditioning/finite-width';
import { correlationMatrix, kernelsAtDepth, kernelSpectrum } from '../../theory/deep-conditioning/kernels';
import { normalisedLengths } from '../../theory/deep-conditioning/length-map';
import { masterLemma } from '../../theory/deep-conditioning/master-lemma';
import { sphereSpectrum } from '../../theory/deep-conditioning/sphere-spectrum';
import { activationMoments } from '../../theory/dual-activations/moments';
import { normalisedDual, rescaledDual } from '../../theory/dual-activations/normalised-dual';
import { activationChain, commonActivation, type HiddenLayer } from './dense-chain';
import { depthFigures, type InputGeometry, windowCurve } from './depth-window';
import { figure } from './figure';

const page = 'docs/theory/deep-conditioning.md';
const exact = { certainty: 'exact' as const };
const wide = { certainty: 'infinite-width' as const };
/** Kernels of more samples, and of deeper chains, are left to the curve's bound. */
const MOST_SAMPLES = 256;
const MOST_KERNEL_WORK = 4e6;
/** Of a slope that a quadrature gives. */
const ROUNDING = 1e-9;
/** Samples of which every two are compared. */
const MOST_PAIRED = 2000;

/** What depth does to the kernel of a chain with one activation, on the network's own data with every input scaled to unit norm. */
export function deepConditioning({ architecture, data }: Network): TheorySection {
  const chain = activationChain(architecture);
  if ('reason' in chain) return silentSection(chain.reason);
  const common = commonActivation(chain);
  if (!common) return silentSection('Stated for one activation in all hidden layers; these differ.');
  const samples = data.inputs.rows;
  if (samples > MOST_PAIRED)
    return silentSection(
      `The pairs of ${samples} samples are too many; up to ${MOST_PAIRED} are compared (--samples).`,
    );
  const depth = chain.hidden.length;
  const correlations = correlationMatrix(gram(data.inputs));
  const geometry = geometryOf(correlations);
  const width = Math.min(...chain.hidden.map((layer) => layer.width));
  return {
    reason: null,
    figures: [
      ...kernelFigures(common, correlations, geometry, depth),
      ...activationFigures(common),
      ...depthFigures(common, geometry, depth),
      ...lengthFigures(common, data.inputs, depth),
      ...widthFigures(geometry.samples, depth, width),
      ...sphereFigures(common, data.inputs.cols, geometry.samples, depth),
    ],
    layers: [],
    curves: [windowCurve(common, geometry, depth)],
  };
}

function geometryOf(correlations: Matrix): InputGeometry {
  let largest = 0;
  for (let i = 0; i < correlations.rows; i++)
    for (let j = 0; j < i; j++) largest = Math.max(largest, Math.abs(correlations.get(i, j)));
  return { samples: correlations.rows, largest };
}

function activationFigures({ phi, activation }: HiddenLayer): TheoryFigure[] {
  const { mean, secondMoment, nonlinearity, normalisedSlope } = activationMoments(phi);
  const reference = 'docs/theory/dual-activations.md 1';
  return [
    figure('nonlinearity', 'mu, nonlinear share of the activation', nonlinearity, {
      ...exact,
      reference,
      note: `Of ${activation}.`,
    }),
    figure('normalisedSlope', 'D, gradient growth when normalised', normalisedSlope, {
      ...exact,
      reference,
      note: Number.isFinite(normalisedSlope) ? `Of ${activation}.` : 'the activation jumps',
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
  { samples, largest }: InputGeometry,
  depth: number,
): TheoryFigure[] {
  const note = 'of the infinitely wide network on the data, every input scaled to unit norm';
  const correlation = figure('largestCorrelation', 'largest correlation of two inputs', largest, {
    ...exact,
    reference: `${page} 1`,
  });
  if (samples > MOST_SAMPLES || samples ** 2 * depth > MOST_KERNEL_WORK)
    return [
      figure('kernelKappa', 'kappa of the kernel', null, {
        ...wide,
        reference: `${page} 2`,
        note: `not computed for more than ${MOST_SAMPLES} samples or that many layers`,
      }),
      correlation,
    ];
  const map = rescaledDual(phi);
  const kernels = kernelsAtDepth(map, correlations, depth);
  const inputs = kernelSpectrum(correlations);
  const bound = masterLemma(map, { samples, ...inputs }, depth);
  const singular = 'singular to working accuracy';
  const kappa = (id: string, title: string, { kappa: value }: { readonly kappa: number }) =>
    figure(id, title, value, { ...wide, reference: `${page} 2`, note: Number.isFinite(value) ? note : singular });
  return [
    kappa('kernelKappa', 'kappa of the kernel', kernelSpectrum(kernels.kernel)),
    kappa('tangentKappa', 'kappa of the tangent kernel', kernelSpectrum(kernels.tangent)),
    figure('kernelBound', 'bound on kappa of the kernel', bound.kernel.kappa, {
      ...wide,
      reference: `${page} 5`,
      note: bound.kernel.kappa === null ? 'the inputs are linearly dependent' : null,
    }),
    ...(depth > 1
      ? [
          kappa(
            'firstKappa',
            'kappa of the kernel after one layer',
            kernelSpectrum(kernelsAtDepth(map, correlations, 1).kernel),
          ),
        ]
      : []),
    figure('inputKappa', 'kappa of the inputs’ Gram matrix', inputs.kappa, {
      ...exact,
      reference: `${page} 1`,
      note: Number.isFinite(inputs.kappa) ? null : singular,
    }),
    correlation,
  ];
}

function lengthFigures({ phi }: HiddenLayer, inputs: Matrix, depth: number): TheoryFigure[] {
  const q0 = inputs.data.length > 0 ? dot(inputs.data, inputs.data) / inputs.data.length : 1;
  const { lengthSlope } = activationMoments(phi);
  return [
    figure('lengthSlope', 'slope of the length map at 1', lengthSlope, {
      ...exact,
      reference: `${page} 8`,
      note: lengthSlope > 1 + ROUNDING ? 'above 1 norms run away; below they settle' : null,
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
    figure('benignTail', 'benign overfitting: samples over tail', samplesOverTailRank, {
      ...heuristic,
      note: samplesOverTailRank === null ? 'the kernel has no tail, as that of a linear activation' : null,
    }),
  ];
}
