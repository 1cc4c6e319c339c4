import { describe, expect, it } from 'vitest';
import { explicitJacobian } from '../../src/gauss-newton/jacobian-columns';
import { factoredJacobian } from '../../src/gauss-newton/jacobian';
import { instantiate } from '../../src/network/instantiate';
import type { Network } from '../../src/network/network';
import { backward, forward, forwardOnData, jvp, outputOf } from '../../src/network/passes';
import { Matrix } from '../../src/numerics/matrix';
import { layers } from '../../src/spec/catalogue/catalogue';
import { readSpecification } from '../../src/spec/specification';
import { everyKind, sourceOf } from '../support/every-kind';
import { tangentColumns, tangentOf, tensorsOf } from '../support/parameter-tangents';
import { noFiles, numbers } from './build';
import { expectClose } from './operations/check';

const SAMPLES = 3;
const STEP = 1e-5;

it('has a network for every kind of layer', () =>
  expect(Object.keys(everyKind).toSorted()).toEqual([...layers.keys()].toSorted()));

it.each(Object.entries(everyKind))('the network of %s contains it', (kind, { layers: text }) =>
  expect(text).toMatch(new RegExp(`\\b${kind}\\b`)),
);

describe.each(Object.entries(everyKind))('a network with %s', (_, small) => {
  const source = sourceOf(small, SAMPLES);
  const isDifferentiableInput = small.data !== 'tokens';

  it('has the directional derivatives of central differences', async () => {
    const network = await networkOf(source);
    const trace = forwardOnData(network);
    for (const [at, tensor] of tensorsOf(network).entries()) {
      const direction = numbers(1, tensor.values.length, 11 + at).data;
      const kept = tensor.values.slice();
      const moved = (by: number) => {
        tensor.values.forEach((_, i) => (tensor.values[i] = kept[i] + by * direction[i]));
        return outputOf(network, forwardOnData(network)).data.slice();
      };
      const [ahead, behind] = [moved(STEP), moved(-STEP)];
      tensor.values.set(kept);
      const slope = ahead.map((value, i) => (value - behind[i]) / (2 * STEP));
      expectClose(tangentOf(network, trace, tensor, direction), slope, 1e-6);
    }
    if (!isDifferentiableInput) return;
    const inputs = directionOf(network);
    const [ahead, behind] = [STEP, -STEP].map((by) => outputAt(network, inputs, by));
    const expected = ahead.map((value, i) => (value - behind[i]) / (2 * STEP));
    expectClose(jvp(network, trace, { parameters: [], inputs }).data, expected, 1e-6);
  });

  if (!isDifferentiableInput) return;
  it('is its own adjoint backwards', async () => {
    const network = await networkOf(source);
    const trace = forwardOnData(network);
    const output = outputOf(network, trace);
    const cotangent = numbers(SAMPLES, output.cols, 31);
    const inputs = directionOf(network);
    const pulled = backward(network, trace, cotangent, 1, { toInput: true }).cotangents[0]!;
    const ahead = dot(jvp(network, trace, { parameters: [], inputs }).data, cotangent.data);
    expectClose([dot(pulled.data, inputs.data)], [ahead], 1e-12);
  });

  it('has a factored Jacobian whose columns are the directional derivatives', async () => {
    const network = await networkOf(source);
    const trace = forwardOnData(network);
    // No factor of the second moment: rows are samples and outputs even where the network is linear.
    const factored = explicitJacobian(factoredJacobian(network, undefined)).scale(Math.sqrt(SAMPLES));
    const tangents = tensorsOf(network).flatMap((tensor) => tangentColumns(network, trace, tensor));
    expect([factored.cols, tangents.length]).toEqual([network.parameterCount, network.parameterCount]);
    // Factors have an order of their own.
    const columns = factored.transpose().toRows();
    expectClose(inOrder(columns).flat(), inOrder(tangents).flat(), 1e-11);
  });
});

async function networkOf(source: string): Promise<Network> {
  const { architecture, problems } = readSpecification(source, { syntax: 'arch' });
  expect(problems).toEqual([]);
  const { value, problems: failures } = await instantiate(architecture!, noFiles);
  expect(failures).toEqual([]);
  return value!;
}

function directionOf({ data: { inputs } }: Network): Matrix {
  return numbers(inputs.rows, inputs.cols, 21);
}

function outputAt(network: Network, direction: Matrix, by: number): Float64Array {
  const { inputs } = network.data;
  const moved = inputs.data.map((value, i) => value + by * direction.data[i]);
  const ones = new Float64Array(inputs.rows).fill(1);
  return outputOf(network, forward(network, new Matrix(inputs.rows, inputs.cols, moved), ones)).data;
}

/** By their product with a fixed vector. */
function inOrder(columns: readonly ArrayLike<number>[]): number[][] {
  const probe = numbers(1, columns[0].length, 41).data;
  return columns
    .map((entries) => Array.from(entries))
    .map((column) => ({ column, at: dot(probe, column) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ column }) => column);
}

function dot(a: Float64Array, b: ArrayLike<number>): number {
  return a.reduce((sum, value, at) => sum + value * b[at], 0);
}
