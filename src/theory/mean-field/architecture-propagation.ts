import { size } from '../../network/operations/shape';
import type { Architecture } from '../../spec/architecture';
import { isSignal, propagate, type Propagation, type Signal } from './signal';

/** A layer of a network at initialisation and large width. */
export interface LayerPropagation {
  /** Index into the architecture's layers. */
  readonly layer: number;
  /** q: mean square of an entry after the layer's first operation, which is the pre-activation of a layer with weights. */
  readonly variance: number;
  /** Mean square of an entry of the layer's output. */
  readonly secondMoment: number;
  /** chi: expected squared gradient norm at the layer's input over that at its output; null for layers that join several inputs. */
  readonly gradientFactor: number | null;
  /** ln of E |d output / d (the layer's output)|_F^2 / outputs; null where a layer between it and the output is not covered. */
  readonly logGradient: number | null;
}

export interface ArchitecturePropagation {
  /** In order; those up to the first that is not covered. */
  readonly layers: readonly LayerPropagation[];
  /** The layer from which on theory is silent, and why; null when the whole network is covered. */
  readonly stop: { readonly layer: number; readonly reason: string } | null;
  readonly certainty: 'infinite-width';
}

/** Moments of an input entry, averaged over samples and features. */
export interface InputMoments {
  readonly mean: number;
  readonly secondMoment: number;
}

/**
 * Signals and gradients through a network with weights drawn as its specification says, unpaired sums of independent terms taken for Gaussian:
 * q forwards, squared gradient norms backwards, those of several readers of one value added. Padding's borders are neglected. Source:
 * docs/theory/mean-field.md 3.
 */
export function architecturePropagation(architecture: Architecture, input: InputMoments): ArchitecturePropagation {
  const signals = forwardSignals(architecture, input);
  const gradients = backwardGradients(architecture, signals);
  const covered = architecture.layers.filter(({ nodes }) => nodes.every((node) => isSignal(signals[node])));
  const stopped = architecture.layers.find(({ nodes }) => nodes.some((node) => !isSignal(signals[node])));
  return {
    layers: covered
      .filter(({ nodes }) => nodes.length > 0)
      .map(({ index }) => layerFigures(architecture, index, signals, gradients)),
    stop: stopped ? { layer: stopped.index, reason: reasonOf(stopped.nodes.map((node) => signals[node])) } : null,
    certainty: 'infinite-width',
  };
}

function forwardSignals(architecture: Architecture, { mean, secondMoment }: InputMoments): readonly Propagation[] {
  const signals: Propagation[] = [];
  for (const node of architecture.nodes) {
    const inputs = node.inputs.map((id) => signals[id]);
    const silent = inputs.find((signal) => !isSignal(signal));
    if (node.kind === 'input')
      signals.push({ mean, secondMoment, gaussian: false, sources: new Set([node.id]), backward: [] });
    else if (node.shares !== undefined) signals.push({ reason: 'Layers share their weights.' });
    else signals.push(silent ?? propagate(architecture, node, inputs as readonly Signal[]));
  }
  return signals;
}

/** By node, the expected square of an entry of d (random unit combination of outputs) / d output of the node; undefined where unknown. */
function backwardGradients(
  { nodes, outputNode }: Architecture,
  signals: readonly Propagation[],
): readonly (number | undefined)[] {
  const gradients: (number | undefined)[] = nodes.map(() => 0);
  gradients[outputNode] = 1;
  for (const node of nodes.toReversed()) {
    const signal = signals[node.id];
    const own = gradients[node.id];
    node.inputs.forEach((input, at) => {
      const before = gradients[input];
      const passed = own === 0 ? 0 : isSignal(signal) && own !== undefined ? own * signal.backward[at] : undefined;
      gradients[input] = before === undefined || passed === undefined ? undefined : before + passed;
    });
  }
  return gradients;
}

function layerFigures(
  { layers, nodes, outputNode }: Architecture,
  index: number,
  signals: readonly Propagation[],
  gradients: readonly (number | undefined)[],
): LayerPropagation {
  const ids = layers[index].nodes;
  const [first, last] = [ids[0], ids[ids.length - 1]];
  const gradient = gradients[last];
  const outputs = size(nodes[outputNode].outputShape);
  return {
    layer: index,
    variance: (signals[first] as Signal).secondMoment,
    secondMoment: (signals[last] as Signal).secondMoment,
    gradientFactor: chainFactor(ids.map((id) => ({ ...nodes[id], signal: signals[id] }))),
    logGradient: gradient === undefined ? null : Math.log((gradient * size(nodes[last].outputShape)) / outputs),
  };
}

/** The factor of squared gradient norms (not of entries) across nodes that read one another in turn. */
function chainFactor(
  chain: readonly {
    readonly inputs: readonly number[];
    readonly inputShapes: readonly (readonly number[])[];
    readonly outputShape: readonly number[];
    readonly signal: Propagation;
  }[],
): number | null {
  if (chain.some(({ inputs }) => inputs.length !== 1)) return null;
  return chain.reduce(
    (factor, { signal, inputShapes, outputShape }) =>
      (factor * (signal as { readonly backward: readonly number[] }).backward[0] * size(inputShapes[0])) /
      size(outputShape),
    1,
  );
}

function reasonOf(signals: readonly Propagation[]): string {
  const silent = signals.find((signal) => !isSignal(signal));
  return silent && 'reason' in silent ? silent.reason : '';
}
