/** Through the network: forward, backward, and a directional derivative. Any number of rows; for a linear network also pseudo-samples. */
import { Matrix } from '../numerics/matrix';
import { giveUpArray } from '../numerics/spare-arrays';
import type { Backward, Network, Trace } from './network';
import type { ParameterJacobian } from './operation';

/**
 * Every node's output for `inputs` (n x d). `ones` is what biases multiply: 1 for each sample of data; for a linear
 * network on a factor of the second moment of [x; 1] its last column (docs/theory/gauss-newton.md 1.6).
 */
export function forward(network: Network, inputs: Matrix, ones: Float64Array): Trace {
  const batch = { ones };
  const outputs: Matrix[] = [];
  const saved: unknown[] = [];
  for (const { node, operation } of network.nodes) {
    const read = node.inputs.length === 0 ? [inputs] : node.inputs.map((input) => outputs[input]);
    const result = operation.forward(read, batch);
    outputs.push(result.output);
    saved.push(result.saved);
  }
  return { batch, outputs, saved };
}

/** A forward pass on the network's own data, where every bias counts once. */
export function forwardOnData(network: Network): Trace {
  const { inputs } = network.data;
  return forward(network, inputs, new Float64Array(inputs.rows).fill(1));
}

/** Output of the network in a trace, n x k. */
export function outputOf(network: Network, trace: Trace): Matrix {
  return trace.outputs[network.architecture.outputNode];
}

export interface BackwardOptions {
  /** Also compute cotangents where nothing learnable precedes, down to the input. */
  readonly toInput?: boolean;
  /** By node id, which nodes to go through; all by default. What these hand to the others is in the cotangents. */
  readonly through?: readonly boolean[];
  /** Operations may give their part of J itself where it is smaller than its factors; false by default. */
  readonly mayBeWhole?: boolean;
  /** Nobody wants the cotangents: their memory may be used again, so those in the result mean nothing. False by default. */
  readonly jacobiansOnly?: boolean;
}

/**
 * Reverse mode from `seeds`, cotangents of the output: (n * rowsPerSample) x k, sample-major. Nodes that do not reach the output have
 * neither cotangent nor Jacobian, nodes with nothing learnable before them no cotangent (unless `toInput`). Jacobians are in the order of
 * the nodes, only of nodes that have learnable parameters.
 */
export function backward(
  network: Network,
  trace: Trace,
  seeds: Matrix,
  rowsPerSample: number,
  options: BackwardOptions = {},
): Backward {
  const starts = network.nodes.map(({ node }) => (node.id === network.architecture.outputNode ? seeds : undefined));
  return backwardFrom(network, trace, starts, rowsPerSample, options);
}

/** As `backward`, from cotangents of any nodes, by node id; what reaches a node from behind is added to its own. */
export function backwardFrom(
  network: Network,
  trace: Trace,
  starts: readonly (Matrix | undefined)[],
  rowsPerSample: number,
  { toInput = false, through, mayBeWhole, jacobiansOnly = false }: BackwardOptions = {},
): Backward {
  const { nodes } = network;
  const wanted = toInput ? nodes.map(() => true) : precededByLearnable(network);
  const cotangents = [...starts];
  /** By node id, whether nothing else is in the cotangent's memory. */
  const isAlone: boolean[] = [];
  const jacobians: Backward['jacobians'][number][] = [];

  for (const { node, operation } of nodes.toReversed()) {
    const cotangent = cotangents[node.id];
    if (!cotangent || through?.[node.id] === false) continue;
    const parts = operation.parameterJacobian(trace.saved[node.id], cotangent, rowsPerSample, mayBeWhole);
    if (parts.length > 0) jacobians.unshift({ node: node.id, parts });
    if (!node.inputs.some((input) => wanted[input])) continue;
    const isFree = jacobiansOnly && isAlone[node.id] && parts.every(isWhole);
    if (isFree && parts.length === 0 && operation.pullInPlace && !cotangents[node.inputs[0]]) {
      operation.pullInPlace(trace.saved[node.id], cotangent, rowsPerSample);
      cotangents[node.inputs[0]] = cotangent;
      isAlone[node.inputs[0]] = true;
      continue;
    }
    const contributions = operation.vjp(trace.saved[node.id], cotangent, rowsPerSample);
    const held = isFree ? contributions : [cotangent, ...contributions];
    for (const [index, input] of node.inputs.entries()) {
      if (!wanted[input]) continue;
      isAlone[input] = cotangents[input] !== undefined || isOnlyOne(contributions[index], held);
      cotangents[input] = sum(cotangents[input], contributions[index]);
    }
    if (isFree && isOnlyOne(cotangent, [cotangent, ...contributions])) giveUpArray(cotangent.data);
  }
  return { cotangents, jacobians };
}

/**
 * Reverse mode from one cotangent a sample (n x k), all samples together: adds to `gradients`, by node id one array a parameter, what moves
 * sum(cotangent * output). Parameters without an array, or at nodes without arrays, are left out.
 */
export function addGradients(
  network: Network,
  trace: Trace,
  cotangent: Matrix,
  gradients: readonly (readonly (Float64Array | undefined)[])[],
): void {
  const wanted = precededByLearnable(network);
  const cotangents: (Matrix | undefined)[] = [];
  cotangents[network.architecture.outputNode] = cotangent;
  for (const { node, operation } of network.nodes.toReversed()) {
    const arrived = cotangents[node.id];
    // What has been passed on is needed no more.
    cotangents[node.id] = undefined;
    if (!arrived || !wanted[node.id]) continue;
    operation.addGradients?.(trace.saved[node.id], arrived, gradients[node.id]);
    if (!node.inputs.some((input) => wanted[input])) continue;
    const contributions = operation.vjp(trace.saved[node.id], arrived, 1);
    for (const [index, input] of node.inputs.entries())
      if (wanted[input]) cotangents[input] = sum(cotangents[input], contributions[index]);
  }
}

/** Directions to move in: for each node id one array a parameter (undefined: at rest), and optionally the inputs. */
export interface Direction {
  readonly parameters: readonly (readonly (Float64Array | undefined)[] | undefined)[];
  readonly inputs?: Matrix;
}

/** Directional derivative of the output, n x k. */
export function jvp(network: Network, trace: Trace, { parameters, inputs }: Direction): Matrix {
  const { rows } = trace.outputs[0];
  const still = (node: number) => new Matrix(rows, trace.outputs[node].cols);
  const tangents: Matrix[] = [];
  for (const { node, operation } of network.nodes) {
    const read = node.inputs.length === 0 ? [inputs ?? still(node.id)] : node.inputs.map((input) => tangents[input]);
    tangents.push(operation.jvp(trace.saved[node.id], read, parameters[node.id]));
  }
  return tangents[network.architecture.outputNode];
}

/** By node id, whether the node or one before it has something to learn. */
function precededByLearnable({ nodes }: Network): boolean[] {
  const result: boolean[] = [];
  for (const { node, operation } of nodes)
    result.push(operation.parameters.some(({ trainable }) => trainable) || node.inputs.some((input) => result[input]));
  return result;
}

/** Whether the part holds no cotangent. */
function isWhole(part: ParameterJacobian): boolean {
  return part.form === 'columns' && part.entries !== undefined;
}

/** Whether one of the matrices alone, this one, is in its memory. */
function isOnlyOne({ data: { buffer } }: Matrix, all: readonly Matrix[]): boolean {
  return all.filter(({ data }) => data.buffer === buffer).length === 1;
}

function sum(total: Matrix | undefined, term: Matrix): Matrix {
  if (!total) return term;
  const result = new Matrix(total.rows, total.cols);
  for (let at = 0; at < result.data.length; at++) result.data[at] = total.data[at] + term.data[at];
  return result;
}
