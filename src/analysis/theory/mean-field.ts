import type { Network } from '../../network/network';
import type { Matrix } from '../../numerics/matrix';
import { silentSection, type TheoryCurve, type TheoryFigure, type TheorySection } from '../../report/theory';
import {
  architecturePropagation,
  type ArchitecturePropagation,
  type LayerPropagation,
} from '../../theory/mean-field/architecture-propagation';
import type { DisorderClass } from '../../theory/mean-field/angular-spectrum';
import { architectureConnectivity } from '../../theory/mean-field/effective-connectivity';
import { varianceLimit } from '../../theory/mean-field/variance-fixed-point';
import { entropyFigures } from './batch-entropy';
import { activationChain, commonActivation, type HiddenLayer } from './dense-chain';
import { figure } from './figure';

const page = 'docs/theory/mean-field.md';
const wide = { certainty: 'infinite-width' as const };

/** Signals and gradients at initialisation, layer by layer, as the width grows. */
export function meanField(network: Network): TheorySection {
  const { architecture, data } = network;
  if (architecture.weights) return silentSection('The weights are given, not drawn.');
  const propagation = architecturePropagation(architecture, momentsOf(data.inputs));
  const connectivity = architectureConnectivity(architecture);
  if (propagation.layers.length === 0) return silentSection(propagation.stop?.reason ?? 'The network has no layers.');
  return {
    reason: null,
    figures: [
      ...gradientFigures(propagation),
      ...chainFigures(network, propagation),
      figure('effectiveDepth', 'effective depth, learned layers a path', connectivity.depth, {
        certainty: 'exact',
        reference: `${page} 6`,
      }),
      figure('effectiveWidth', 'effective width, paths over depth', connectivity.width, {
        certainty: 'exact',
        reference: `${page} 6`,
      }),
    ],
    layers: propagation.layers.map((layer) => ({
      name: architecture.layers[layer.layer].name,
      figures: layerFigures(layer),
    })),
    curves: curves(network, propagation),
  };
}

function momentsOf({ data }: Matrix): { readonly mean: number; readonly secondMoment: number } {
  let mean = 0;
  let square = 0;
  for (const value of data) {
    mean += value;
    square += value * value;
  }
  const count = Math.max(1, data.length);
  return { mean: mean / count, secondMoment: square / count };
}

/** The worst of the layers' gradients against the outputs', and the widest of their variances. */
function gradientFigures({ layers, stop }: ArchitecturePropagation): TheoryFigure[] {
  const logs = layers.flatMap(({ logGradient }) => (logGradient === null ? [] : [logGradient]));
  const worst = logs.reduce((far, log) => (Math.abs(log) > Math.abs(far) ? log : far), 0);
  const variances = layers.map(({ variance }) => variance);
  return [
    figure('logGradient', 'ln of the squared gradient, furthest from 0', logs.length > 0 ? worst : null, {
      ...wide,
      reference: `${page} 3`,
      note: logs.length > 0 ? null : 'a layer on the way to the output is not covered',
    }),
    figure('largestVariance', 'largest mean square before activations', Math.max(...variances), {
      ...wide,
      reference: `${page} 3`,
    }),
    figure('smallestVariance', 'smallest mean square before activations', Math.min(...variances), {
      ...wide,
      reference: `${page} 3`,
    }),
    ...(stop
      ? [
          figure('coverage', 'followed up to', 'not the whole network', {
            certainty: 'exact',
            reference: `${page} 3`,
            note: stop.reason,
          }),
        ]
      : []),
  ];
}

/** Of chains whose hidden layers are all alike: where variances settle and whether gradients vanish or explode there. */
function chainFigures({ architecture, data }: Network, propagation: ArchitecturePropagation): TheoryFigure[] {
  const chain = activationChain(architecture);
  if ('reason' in chain) return [];
  const common = commonActivation(chain);
  const inner = chain.hidden.slice(1);
  const alike = inner.every(({ variances }) => sameVariances(variances, inner[0].variances));
  const figures: TheoryFigure[] = [];
  if (common && inner.length > 0 && alike && inner[0].variances) {
    const limit = varianceLimit(common.phi, inner[0].variances, 1);
    const reference = `${page} 2`;
    if (limit.kind === 'fixed') {
      const { variance, gradientFactor, correlationLength } = limit;
      const { phase, disorder } = phaseOf(gradientFactor);
      figures.push(
        figure('variance', 'q*, mean square far down', variance, { ...wide, reference }),
        figure('chi', 'chi_1, gradient factor a layer far down', gradientFactor, { ...wide, reference }),
        figure('phase', 'phase', phase, {
          ...wide,
          reference,
          note: `angular power spectrum of the class ${disorder} (section 7)`,
        }),
        figure(
          'correlationLength',
          'layers for correlations to change by e',
          correlationLength === null ? null : Math.abs(correlationLength),
          {
            ...wide,
            reference,
            note: correlationLength === null ? 'at the edge of chaos they change slower than exponentially' : null,
          },
        ),
      );
    } else
      figures.push(
        figure('phase', 'phase', limit.kind === 'collapses' ? 'signals collapse to zero' : 'signals diverge', {
          ...wide,
          reference,
        }),
      );
  }
  const meanSquares = chain.hidden.flatMap(
    ({ layer: at }) => propagation.layers.find(({ layer }) => layer === at)?.variance ?? [],
  );
  if (meanSquares.length < chain.hidden.length) return figures;
  return [...figures, ...lengthFigures(meanSquares), ...entropyFigures(chain.hidden, data.inputs, meanSquares)];
}

function lengthFigures(meanSquares: readonly number[]): TheoryFigure[] {
  if (meanSquares.length < 2 || meanSquares[0] === 0) return [];
  const growth = meanSquares[meanSquares.length - 1] / meanSquares[0];
  return [
    figure('lengthGrowth', 'mean square, last hidden layer over first', growth, { ...wide, reference: `${page} 3` }),
  ];
}

/** chi_1 is the slope of the correlation map at 1, which decides the class of the angular power spectrum too. */
function phaseOf(chi: number): { readonly phase: string; readonly disorder: DisorderClass } {
  if (Math.abs(chi - 1) < 1e-6) return { phase: 'edge of chaos', disorder: 'sparse' };
  return chi < 1
    ? { phase: 'ordered: gradients vanish', disorder: 'low-disorder' }
    : { phase: 'chaotic: gradients explode', disorder: 'high-disorder' };
}

function sameVariances(one: HiddenLayer['variances'], other: HiddenLayer['variances']): boolean {
  if (!one || !other) return false;
  return Math.abs(one.weight / other.weight - 1) < 1e-9 && Math.abs(one.bias - other.bias) <= 1e-9 * other.weight;
}

function layerFigures({ variance, gradientFactor, logGradient }: LayerPropagation): TheoryFigure[] {
  const reference = `${page} 3`;
  return [
    figure('variance', 'q: mean square of a pre-activation', variance, { ...wide, reference }),
    figure('chi', 'chi: squared gradient, input over output', gradientFactor, {
      ...wide,
      reference,
      note: gradientFactor === null ? 'the layer joins several inputs' : null,
    }),
    figure('logGradient', 'ln of the squared gradient of the outputs', logGradient, {
      ...wide,
      reference,
      note: logGradient === null ? 'a layer on the way to the output is not covered' : null,
    }),
  ];
}

function curves({ architecture }: Network, { layers }: ArchitecturePropagation): TheoryCurve[] {
  if (layers.length < 2) return [];
  const points = (value: (layer: LayerPropagation) => number | null) =>
    layers.flatMap((layer) => {
      const found = value(layer);
      return found === null || !(found > 0 && found < 1e300) ? [] : [[layer.layer + 1, found] as const];
    });
  const count = architecture.layers.length;
  return [
    {
      id: 'propagation',
      title: 'Signals and gradients by layer at initialisation',
      horizontal: { title: `layer, 1 to ${count}`, scale: 'linear' },
      vertical: { title: 'mean square', scale: 'log' },
      series: [
        { name: 'pre-activations', certainty: 'infinite-width', points: points(({ variance }) => variance) },
        {
          name: 'gradient of the outputs',
          certainty: 'infinite-width',
          points: points(({ logGradient }) => (logGradient === null ? null : Math.exp(logGradient))),
        },
      ],
      marks: [],
    },
  ];
}
