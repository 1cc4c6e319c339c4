import { Matrix } from '../numerics/matrix';
import type { Directions, Linearisation, ProductEngine } from '../gauss-newton/product-engine';
import type { Network, Trace } from '../network/network';
import type { Parameter } from '../network/operation';
import { forward } from '../network/passes';
import { tangentAt } from './kinds';
import type { Site, Tangent } from './site';
import type { Tensor, TensorFlow } from './tensorflow';

/**
 * Products by TensorFlow in float32, at points that our own forward pass has found in float64. The derivative is written once, as a linear map;
 * its transpose is what TensorFlow's reverse mode makes of that map.
 */
export function tensorflowEngine(tf: TensorFlow, name: string): ProductEngine {
  return {
    name,
    roundoff: 2 ** -24,
    lacks: (network) => lacking(tf, network),
    linearise: (network, trace) => linearisation(tf, network, trace),
  };
}

function lacking(tf: TensorFlow, network: Network): string | undefined {
  // Shapes and settings decide: no sample is needed to ask.
  const trace = forward(network, new Matrix(0, network.data.inputs.cols), new Float64Array(0));
  const unknown = network.nodes.find(({ node, operation }) => {
    const own = held(tf);
    const known = tangentAt({ ...own.site, node, operation, ...pointOf(node.id, network, trace) });
    own.release();
    return !known;
  });
  return unknown?.node.kind;
}

function linearisation(tf: TensorFlow, network: Network, trace: Trace): Linearisation {
  const own = held(tf);
  const maps = network.nodes.map(({ node, operation }): Tangent =>
    tangentAt({ ...own.site, node, operation, ...pointOf(node.id, network, trace) })!,
  );
  const { rows, cols } = trace.outputs[0];
  const still = own.site.constant(new Float64Array(rows * cols), [rows, cols]);
  const tensors = learnedTensors(network);
  const { outputNode } = network.architecture;
  const outputs = trace.outputs[outputNode].cols;

  /** The tangent of the output for these directions, one a learned tensor. */
  const run = (directions: readonly Tensor[]) => {
    const tangents: Tensor[] = [];
    for (const { node, operation } of network.nodes) {
      const read = node.inputs.length === 0 ? [still] : node.inputs.map((input) => tangents[input]);
      tangents.push(
        maps[node.id](
          read,
          operation.parameters.map((parameter) => directions[tensors.indexOf(parameter)]),
        ),
      );
    }
    return tangents[outputNode];
  };
  const arraysOf = (directions: Directions) =>
    tensors.map((tensor) => {
      const at = network.nodes.findIndex(({ operation }) => operation.parameters.includes(tensor));
      return directions[at][network.nodes[at].operation.parameters.indexOf(tensor)]!;
    });

  return {
    push: (directions) =>
      tidily(tf, () => {
        const moved = run(arraysOf(directions).map((array) => tf.tensor(Float32Array.from(array))));
        return new Matrix(rows, outputs, numbersOf(moved));
      }),
    pull: (cotangent, gradients) =>
      tidily(tf, () => {
        const cotangents = tf.tensor(Float32Array.from(cotangent.data), [rows, outputs]);
        const weighted = (...directions: Tensor[]) =>
          tf.addN([
            tf.sum(tf.mul(run(directions), cotangents)),
            // Reverse mode refuses tensors that nothing reads: those of branches that do not reach the output.
            ...directions.map((direction) => tf.mul(tf.sum(direction), 0)),
          ]);
        const origin = tensors.map(({ values }) => tf.tensor(new Float32Array(values.length)));
        const pulled = tf
          .grads(weighted as never)(origin)
          .map(numbersOf);
        arraysOf(gradients).forEach((gradient, index) => {
          for (let at = 0; at < gradient.length; at++) gradient[at] += pulled[index][at];
        });
      }),
    release: () => own.release(),
  };
}

/** The tensors that `work` makes are gone afterwards. */
function tidily<T>(tf: TensorFlow, work: () => T): T {
  const results: T[] = [];
  tf.tidy(() => void results.push(work()));
  return results[0];
}

/** Tensors that live until they are released. */
function held(tf: TensorFlow) {
  const kept: Tensor[] = [];
  const keep = (made: Tensor) => {
    kept.push(made);
    return made;
  };
  const site: Pick<Site, 'tf' | 'constant' | 'indices'> = {
    tf,
    constant: (values, shape) => keep(tf.tensor(Float32Array.from(values), [...shape])),
    indices: (values) => keep(tf.tensor(values, [values.length], 'int32')),
  };
  return { site, release: () => tf.dispose(kept.splice(0)) };
}

function pointOf(id: number, { nodes, data }: Network, { outputs, saved }: Trace): Pick<Site, 'saved' | 'inputs'> {
  const { inputs } = nodes[id].node;
  return {
    saved: saved[id],
    inputs: inputs.length > 0 ? inputs.map((input) => outputs[input]) : [outputs[id] ?? data.inputs],
  };
}

/** What can be learned, each tensor once. */
function learnedTensors({ nodes }: Network): Parameter[] {
  const all = nodes.flatMap(({ operation }) => operation.parameters.filter(({ trainable }) => trainable));
  return [...new Set(all)];
}

function numbersOf(tensor: Tensor): Float64Array {
  return Float64Array.from(tensor.dataSync());
}
