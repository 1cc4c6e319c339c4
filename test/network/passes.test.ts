import { describe, expect, test } from 'vitest';
import { Matrix } from '../../src/numerics/matrix';
import { multiply } from '../../src/numerics/products';
import { instantiate } from '../../src/network/instantiate';
import { kinkHits } from '../../src/network/kink-hits';
import type { Network } from '../../src/network/network';
import { backward, forward, jvp, outputOf } from '../../src/network/passes';
import type { Architecture } from '../../src/spec/architecture';
import { architecture, dense, noFiles, numbers, type NodeSketch } from './build';
import { denseColumns, expectClose } from './operations/check';

const activation = (name: 'tanh' | 'relu', width: number, inputs?: number[]): NodeSketch => ({
  kind: 'activation',
  inputs,
  output: [width],
  settings: { activation: { name, normalized: false } },
});
const biased = { layer: { biases: { name: 'normal', std: 0.3 } } } as const;

/** Fan-out, a residual, a projection, concat, scale and bias: every way for cotangents to meet. */
const diamond = architecture(
  [3],
  [
    dense(4, 3, biased), // 1
    activation('tanh', 4), // 2
    dense(4, 4, biased), // 3
    { kind: 'add', inputs: [2, 3], output: [4], settings: { coefficients: [0.5, 1] } }, // 4
    dense(2, 4, { inputs: [1] }), // 5
    { kind: 'concat', inputs: [4, 5, 2], output: [10], settings: { axis: 0 } }, // 6
    { kind: 'scale', output: [10], settings: { value: 0.7 }, tensors: { weight: [10] } }, // 7
    { kind: 'bias', output: [10], tensors: { bias: [10] } }, // 8
    dense(2, 10, { bias: false }), // 9
  ],
);

const linear = architecture(
  [3],
  [
    dense(4, 3, biased),
    dense(4, 4, biased),
    { kind: 'add', inputs: [1, 2], output: [4], settings: { coefficients: [2, 1] } },
    dense(2, 4, biased),
  ],
);

async function network(of: Architecture): Promise<Network> {
  return (await instantiate(of, noFiles)).value!;
}

const run = (net: Network, inputs = net.data.inputs) => forward(net, inputs, new Float64Array(inputs.rows).fill(1));

/** Rows (i, c): all k unit cotangents of each of n samples. */
function unitSeeds(samples: number, outputs: number): Matrix {
  const seeds = new Matrix(samples * outputs, outputs);
  for (let row = 0; row < seeds.rows; row++) seeds.set(row, row % outputs, 1);
  return seeds;
}

describe('backward', () => {
  test('the Jacobians, expanded, are differences of the output in every parameter', async () => {
    const net = await network(diamond);
    const { jacobians } = backward(net, run(net), unitSeeds(4, 2), 2);
    expect(jacobians.map(({ node }) => node)).toEqual([1, 3, 5, 7, 8, 9]);
    const actual = jacobians.flatMap(({ parts }) => denseColumns(parts, 4, 2));
    expect(actual.length).toBe(net.parameterCount);

    const step = 1e-5;
    const output = () => outputOf(net, run(net)).data;
    const columns = jacobians.flatMap(({ node }) =>
      columnEntries(net, node).map(([values, entry]) => {
        const start = values[entry];
        values[entry] = start + step;
        const ahead = output();
        values[entry] = start - step;
        const behind = output();
        values[entry] = start;
        return ahead.map((value, index) => (value - behind[index]) / (2 * step));
      }),
    );
    actual.forEach((column, index) => expectClose(column, columns[index], 1e-8));
  });

  test('down to the input it is the adjoint of the input tangent', async () => {
    const net = await network(diamond);
    const trace = run(net);
    const seeds = numbers(4, 2);
    const direction = numbers(4, 3, 5);
    const tangent = jvp(net, trace, { parameters: [], inputs: direction });
    const { cotangents } = backward(net, trace, seeds, 1, { toInput: true });
    for (let i = 0; i < 4; i++)
      expect(dot(cotangents[0]!.row(i), direction.row(i))).toBeCloseTo(dot(seeds.row(i), tangent.row(i)), 13);
  });

  test('stops where nothing learnable precedes, and leaves out what does not reach the output', async () => {
    const net = await network(
      architecture(
        [3],
        [
          activation('tanh', 3), // 1
          dense(3, 3, { layer: { trainable: false } }), // 2
          dense(3, 3), // 3
          activation('tanh', 3), // 4
          dense(5, 3), // 5: dead end
          dense(2, 3, { inputs: [4] }), // 6
        ],
      ),
    );
    const { cotangents, jacobians } = backward(net, run(net), unitSeeds(4, 2), 2);
    expect(cotangents.map((cotangent) => cotangent !== undefined)).toEqual([
      false,
      false,
      false,
      true,
      true,
      false,
      true,
    ]);
    expect(jacobians.map(({ node }) => node)).toEqual([3, 6]);
  });

  test('an output that is read twice gets both cotangents, and the seeds stay untouched', async () => {
    const net = await network(
      architecture(
        [2],
        [dense(2, 2), { kind: 'add', inputs: [1, 1], output: [2], settings: { coefficients: [1, 3] } }],
      ),
    );
    const seeds = numbers(4, 2);
    const before = seeds.clone();
    const { cotangents } = backward(net, run(net), seeds, 1);
    expect(cotangents[1]).toEqual(before.scale(4));
    expect(seeds).toEqual(before);
  });

  // Theory: L_l = d output / d (output of layer l) does not depend on the sample of a linear network, so any one trace gives it.
  test('of a linear network one sample gives the Jacobian of the rest', async () => {
    const net = await network(linear);
    const one = forward(net, new Matrix(1, 3), new Float64Array(1));
    const { cotangents } = backward(net, one, Matrix.identity(2), 2);
    const [, , second, head] = net.nodes.filter(({ node }) => node.kind === 'dense' || node.id === 0);
    const weight = (of: typeof head) => new Matrix(of.node.outputShape[0], 4, of.operation.parameters[0].values);
    const fromSum = weight(head);
    expectClose(cotangents[2]!.data, fromSum.data, 1e-14);
    expectClose(cotangents[1]!.data, plus(fromSum.scale(2), multiply(fromSum, weight(second))).data, 1e-14);
  });
});

describe('forward', () => {
  test('a linear network is linear in [x; ones]', async () => {
    const net = await network(linear);
    const [x, y] = [numbers(4, 3, 2), numbers(4, 3, 3)];
    const [s, t] = [Float64Array.of(1, 0, -2, 0.5), Float64Array.of(0, 1, 3, -1)];
    const combined = forward(
      net,
      plus(x.scale(2), y.scale(-3)),
      s.map((value, i) => 2 * value - 3 * t[i]),
    );
    const separate = plus(outputOf(net, forward(net, x, s)).scale(2), outputOf(net, forward(net, y, t)).scale(-3));
    expectClose(outputOf(net, combined).data, separate.data, 1e-14);
    expect([...outputOf(net, forward(net, new Matrix(1, 3), new Float64Array(1))).data]).toEqual([0, 0]);
  });
});

describe('jvp', () => {
  test('in the parameters is J v', async () => {
    const net = await network(diamond);
    const trace = run(net);
    const direction = net.nodes.map(({ operation }, node) =>
      operation.parameters.map(({ values }, index) => numbers(1, values.length, 100 + 7 * node + index).data),
    );
    const { jacobians } = backward(net, trace, unitSeeds(4, 2), 2);
    const columns = jacobians.flatMap(({ parts }) => denseColumns(parts, 4, 2));
    const coordinates = jacobians.flatMap(({ node }) =>
      columnEntries(net, node).map(([values, entry]) => {
        const index = net.nodes[node].operation.parameters.findIndex((parameter) => parameter.values === values);
        return direction[node][index][entry];
      }),
    );
    const expected = Array.from({ length: 8 }, (_, row) =>
      coordinates.reduce((sum, v, q) => sum + v * columns[q][row], 0),
    );
    expectClose(jvp(net, trace, { parameters: direction }).data, expected, 1e-13);
  });

  test('at rest is zero', async () => {
    const net = await network(diamond);
    expect(jvp(net, run(net), { parameters: [] })).toEqual(new Matrix(4, 2));
  });
});

test('kinkHits counts pre-activations exactly at a kink', async () => {
  const net = await network(architecture([3], [activation('relu', 3), activation('tanh', 3)]));
  expect(kinkHits(net, run(net, Matrix.fromRows([[0, 1, -0], [2, 0, -1]])))).toEqual([{ node: 1, count: 3 }]); // prettier-ignore
  expect(kinkHits(net, run(net, Matrix.fromRows([[1e-300, 1, 2]])))).toEqual([]);
});

/** Where each Jacobian column of a node lives: (unit, feature) with the bias last in each unit, or the entries of the only tensor. */
function columnEntries(net: Network, node: number): [Float64Array, number][] {
  const [weight, bias] = net.nodes[node].operation.parameters;
  if (weight.shape.length === 1) return Array.from(weight.values.keys(), (entry) => [weight.values, entry]);
  const [units, features] = weight.shape;
  return Array.from({ length: units }, (_, unit) => [
    ...Array.from({ length: features }, (_, q): [Float64Array, number] => [weight.values, unit * features + q]),
    ...(bias ? [[bias.values, unit] as [Float64Array, number]] : []),
  ]).flat();
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, index) => sum + value * b[index], 0);
}

function plus(a: Matrix, b: Matrix): Matrix {
  return new Matrix(
    a.rows,
    a.cols,
    a.data.map((value, index) => value + b.data[index]),
  );
}
