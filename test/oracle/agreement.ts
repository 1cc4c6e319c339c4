/** One layer of the language beside TensorFlow's: values, and gradients of a linear function of them. */
import { expect } from 'vitest';
import { transposedTimes } from '../../src/gauss-newton/jacobian-products';
import { addUses } from '../../src/gauss-newton/weight-sharing';
import { Matrix } from '../../src/numerics/matrix';
import { instantiate } from '../../src/network/instantiate';
import type { Backward, Network } from '../../src/network/network';
import { backward, forwardOnData, outputOf } from '../../src/network/passes';
import type { Architecture } from '../../src/spec/architecture';
import { readSpecification } from '../../src/spec/specification';
import { numbers } from '../network/build';
import { tangentColumns, tensorsOf } from '../support/parameter-tangents';
import { memoryFiles, npyBytes, safetensorsBytes, type Tensor } from '../support/tensor-files';
import { tf } from './tensorflow';

/** Tensors by name, those of the layer labelled `it` without its label; all in PyTorch's layouts. */
export type Weights = Readonly<Record<string, tf.Tensor>>;

export interface Case {
  readonly name: string;
  readonly input: readonly number[];
  /** Further directives. */
  readonly directives?: string;
  /** A statement, which gets the label `it`; others may follow. */
  readonly layer: string;
  /** Inputs are ids below this number. */
  readonly vocabulary?: number;
  /** Some values of the tensors, by name. */
  readonly change?: (name: string, values: Float64Array) => Float64Array;
  /** The same by TensorFlow, from a batch in the layout of the specification. */
  readonly theirs: (x: tf.Tensor, weights: Weights) => tf.Tensor;
}

const SAMPLES = 3;
/** So that every model has something to learn, and the layer's cotangent is not the output's. */
const LAST = 'last: scale(1, trainable: true)';
/** Of the largest entry: float32 against float64. */
const TOLERANCE = 1e-4;

/**
 * Text and files through the public path. Agree must the output, the gradient of sum(cotangent * output) by the input (reverse mode) and by
 * every tensor (forward mode, by name), and the multiset of the latter by reverse mode, whose factors have an order of their own.
 */
export async function expectAgreement(one: Case): Promise<void> {
  const architecture = architectureOf(one);
  const given: Given = { inputs: inputsOf(one), tensors: namedTensors(architecture, one) };
  const network = await networkOn(architecture, one, given);
  const trace = forwardOnData(network);
  const output = outputOf(network, trace);
  const cotangent = numbers(SAMPLES, output.cols, 31);
  const pass = backward(network, trace, cotangent, 1, { toInput: true });
  const truth = theirs(one, given, cotangent);

  expectClose('output', output.data, truth.output);
  if (!one.vocabulary) expectClose('input', pass.cotangents[0]!.data, truth.input);
  const learned = tensorsOf(network).filter(({ trainable }) => trainable);
  const slopes = learned.map((tensor) =>
    tangentColumns(network, trace, tensor).map((column) => dot(column, cotangent.data)),
  );
  learned.forEach(({ name }, at) => expectClose(name, slopes[at], truth.tensors[name]));
  expectClose(
    'factors',
    pulledThroughFactors(network, pass).toSorted(ascending),
    slopes.flat().toSorted(ascending),
    1e-12,
  );
}

/** What both are given: inputs and tensors by full name. */
interface Given {
  readonly inputs: Matrix;
  readonly tensors: Readonly<Record<string, Tensor>>;
}

async function networkOn(architecture: Architecture, { input }: Case, { inputs, tensors }: Given): Promise<Network> {
  const files = memoryFiles({
    'x.npy': npyBytes({ shape: [SAMPLES, ...input], values: inputs.data }),
    'w.safetensors': safetensorsBytes(tensors),
  });
  const { value, problems } = await instantiate(architecture, files);
  expect(problems).toEqual([]);
  return value!;
}

/** J^T times ones from the factors of all layers, in an order of their own. */
function pulledThroughFactors({ architecture: { nodes } }: Network, { jacobians }: Backward): number[] {
  const parts = jacobians.flatMap(({ node, parts }) =>
    parts.map((jacobian) => ({ node, layer: nodes[node].layer, jacobian, samples: SAMPLES, shared: false })),
  );
  const ones = new Float64Array(SAMPLES).fill(1);
  return addUses(parts, SAMPLES, nodes).flatMap((part) => Array.from(transposedTimes(part, ones)));
}

function architectureOf({ input, directives = '', layer }: Case): Architecture {
  const source = `model M { input ${input.join('x')} data npy("x.npy") ${directives} weights "w.safetensors" it: ${layer} ${LAST} }`;
  const { architecture, problems } = readSpecification(source, { syntax: 'arch' });
  expect(problems).toEqual([]);
  return architecture!;
}

function inputsOf({ input, vocabulary }: Case): Matrix {
  const drawn = numbers(SAMPLES, sizeOf(input), 5);
  if (!vocabulary) return drawn;
  return new Matrix(
    SAMPLES,
    drawn.cols,
    drawn.data.map((value) => Math.floor(Math.abs(1e4 * value)) % vocabulary),
  );
}

function namedTensors({ nodes, layers }: Architecture, { change }: Case): Record<string, Tensor> {
  const own = nodes.filter(({ shares }) => shares === undefined);
  const shapes = own.flatMap((node) =>
    Object.entries({ ...node.tensors, ...node.buffers }).map(
      ([local, shape]) => [`${layers[node.layer].name}.${local}`, shape] as const,
    ),
  );
  return Object.fromEntries(
    shapes.map(([name, shape], index) => {
      const drawn = numbers(1, sizeOf(shape), 7 + index).scale(0.5).data;
      const values = name.endsWith('running_var') ? drawn.map((value) => value ** 2 + 0.1) : drawn;
      return [name, { shape, values: change?.(name, values) ?? values }];
    }),
  );
}

interface Truth {
  readonly output: Float32Array;
  readonly input: Float32Array;
  readonly tensors: Readonly<Record<string, Float32Array>>;
}

/** Value and gradients in one sweep of TensorFlow's reverse mode. */
function theirs(one: Case, { inputs, tensors }: Given, cotangent: Matrix): Truth {
  const names = Object.keys(tensors);
  const result: tf.Tensor[] = tf.tidy(() => {
    const x = float32(inputs.data, [SAMPLES, ...one.input]);
    const given = names.map((name) => float32(tensors[name].values, tensors[name].shape));
    const run = (input: tf.Tensor, values: readonly tf.Tensor[]) => {
      const weights = Object.fromEntries(names.map((name, at) => [name.replace(/^it\./, ''), values[at]]));
      return tf.mul(one.theirs(input, weights), weights['last.weight']);
    };
    const output = run(x, given);
    const weigh = (value: tf.Tensor) => tf.sum(tf.mul(value, float32(cotangent.data, value.shape)));
    if (!one.vocabulary) return [output, ...tf.grads((input, ...values) => weigh(run(input, values)))([x, ...given])];
    return [output, x, ...tf.grads((...values) => weigh(run(x, values)))(given)];
  });
  const [output, input, ...slopes] = result.map((tensor) => tensor.dataSync() as Float32Array);
  tf.dispose(result);
  return { output, input, tensors: Object.fromEntries(names.map((name, at) => [name, slopes[at]])) };
}

function float32(values: ArrayLike<number>, shape: readonly number[]): tf.Tensor {
  return tf.tensor(Float32Array.from(values), [...shape]);
}

function expectClose(
  what: string,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance = TOLERANCE,
): void {
  expect([what, actual.length]).toEqual([what, expected.length]);
  const scale = Math.max(1e-3, ...Array.from(expected, Math.abs));
  const errors = Array.from(actual, (value, at) => Math.abs(value - expected[at]) / scale);
  const worst = errors.reduce((a, b) => (a >= b ? a : b), 0);
  expect([what, worst, worst < tolerance]).toEqual([what, worst, true]);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, at) => sum + value * b[at], 0);
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function ascending(a: number, b: number): number {
  return a - b;
}
