import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Matrix } from '../../src/numerics/matrix';
import { instantiate } from '../../src/network/instantiate';
import type { Network } from '../../src/network/network';
import { backward, forward, jvp, outputOf } from '../../src/network/passes';
import { readSpecification } from '../../src/spec/specification';
import { randomSpecification } from '../support/random-specification';
import { noFiles, numbers } from './build';
import { denseColumns, expectClose } from './operations/check';

async function network(source: string): Promise<Network> {
  const { architecture, problems } = readSpecification(source, { syntax: 'arch' });
  expect(problems).toEqual([]);
  const result = await instantiate(architecture!, noFiles);
  expect(result.problems).toEqual([]);
  return result.value!;
}

const tensorNames = ({ nodes }: Network) =>
  nodes.flatMap(({ operation }) => operation.parameters.map(({ name }) => name));
const ones = (count: number) => new Float64Array(count).fill(1);

describe('from a specification', () => {
  test('every kind of layer gets its operation', async () => {
    const net = await network(`model Everything {
      input 2x3
      data sphere(samples: 4)
      positions: dense(4, activation: normalized(relu))
      flatten
      stem: dense(6, activation: gelu, prune: prune(0.5, method: random))
      repeat(2) {
        residual(0.5) {
          dense(6, activation: tanh)
          dropout(0.1)
          dense(5)
          dense(6, trainable: false)
        }
      }
      residual { widen: dense(8) }
      parallel(merge: concat) { { dense(2) } { dense(3) bias } }
      parallel(merge: mean) { { dense(5) } { scale(2, trainable: true) } }
      reshape(5x1)
      scale(0.5)
      last: flatten
      more: dense(5)
      sum: add(last, more)
      both: concat(sum, last)
      head: dense(3, bias: false)
    }`);
    expect(tensorNames(net)).toContain('residual1.projection.weight');
    expect(net).toMatchObject({ linear: false, biased: true });
    expect(outputOf(net, forward(net, net.data.inputs, ones(4)))).toMatchObject({ rows: 4, cols: 3 });
    expectTangentIsJacobianTimesDirection(net);
  });

  test('whose layers are linear', async () => {
    const net = await network(
      'model Chain { input 5 dense(4, bias: false) residual(2) { dense(4, bias: false) } scale(3) }',
    );
    expect(net).toMatchObject({ linear: true, biased: false, parameterCount: 36 });
  });

  // Bit for bit on every platform: the stream of a tensor's name is part of what a seed promises.
  test('draws the numbers it has always drawn', async () => {
    const net = await network(
      'model Pinned { input 2 data gaussian(samples: 1, seed: 3) init lecun_normal(seed: 5) d: dense(2) }',
    );
    expect([...net.nodes[1].operation.parameters[0].values]).toEqual([
      -0.7294213029790347, -0.028993555561785275, -0.24565983017558887, -0.24776685040289292,
    ]);
    expect([...net.data.inputs.data]).toEqual([-1.563042920018905, -1.7182234685623985]);
  });

  test('at random: the tangent is the Jacobian times the direction', async () => {
    await fc.assert(
      fc.asyncProperty(randomSpecification(), async (source) => {
        const { architecture } = readSpecification(source, { syntax: 'arch' });
        const { value, problems } = await instantiate(architecture!, noFiles);
        expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
        expectTangentIsJacobianTimesDirection(value!);
      }),
      { numRuns: 200 },
    );
  });
});

/** jvp from the front and the factored Jacobian from the back share no code; a random direction sees every parameter. */
function expectTangentIsJacobianTimesDirection(net: Network): void {
  const { rows } = net.data.inputs;
  const trace = forward(net, net.data.inputs, ones(rows));
  const outputs = outputOf(net, trace).cols;
  const seeds = new Matrix(rows * outputs, outputs);
  for (let row = 0; row < seeds.rows; row++) seeds.set(row, row % outputs, 1);

  const direction = net.nodes.map(({ operation }, node) =>
    operation.parameters.map(({ values, trainable }, index) =>
      trainable ? numbers(1, values.length, 13 * node + index + 1).data : undefined,
    ),
  );
  const product = new Float64Array(rows * outputs);
  for (const { node, parts } of backward(net, trace, seeds, outputs).jacobians) {
    const coordinates = inColumnOrder(net, node, direction[node] as Float64Array[]);
    const columns = denseColumns(parts, rows, outputs);
    expect(columns.length).toBe(coordinates.length);
    columns.forEach((column, q) => column.forEach((value, row) => (product[row] += value * coordinates[q])));
  }
  // A dozen squares one after another leave the range of float64.
  fc.pre(product.every(Number.isFinite));
  expectClose(jvp(net, trace, { parameters: direction }).data, product, 1e-12);
}

/** A node's direction as its Jacobian's columns stand: unit by unit, the bias after the unit's surviving weights. */
function inColumnOrder(net: Network, node: number, [first, second]: readonly Float64Array[]): number[] {
  const [weight] = net.nodes[node].operation.parameters;
  if (weight.shape.length === 1) return [...first];
  const [units, features] = weight.shape;
  return Array.from({ length: units }, (_, unit) => {
    const entries = Array.from({ length: features }, (_, q) => unit * features + q);
    const surviving = entries.filter((entry) => weight.mask?.[entry] !== 0).map((entry) => first[entry]);
    return second ? [...surviving, second[unit]] : surviving;
  }).flat();
}
