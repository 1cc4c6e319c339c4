import { describe, expect, test } from 'vitest';
import { Matrix } from '../../../src/numerics/matrix';
import { gram, transposeMultiply } from '../../../src/numerics/products';
import { fanOf } from '../../../src/network/initialisers/fans';
import { initialise, initialiseBias } from '../../../src/network/initialisers/initialise';
import type { Initialiser, InitialiserName, Shape } from '../../../src/spec/architecture';

const initialiser = (name: InitialiserName, changes: Partial<Initialiser> = {}): Initialiser => ({
  name,
  fan: 'in',
  gain: 1,
  seed: 1,
  ...changes,
});

// torch.nn.init._calculate_fan_in_and_fan_out: fan_in = in x kernel, fan_out = out x kernel.
test.each<[Shape, number, number, number]>([
  [[10, 30], 30, 10, 20],
  [[8, 4, 3, 5], 60, 120, 90],
  [[7], 1, 7, 4],
])('fans of %s', (shape, fanIn, fanOut, average) => {
  expect([fanOf(shape, 'in'), fanOf(shape, 'out'), fanOf(shape, 'average')]).toEqual([fanIn, fanOut, average]);
});

describe('independent draws', () => {
  const shape = [200, 300];
  // Standard error of a sample deviation is below deviation / sqrt(2 * 60000) = 0.3 %; the tolerance is four of them.
  test.each<[InitialiserName, Partial<Initialiser>, number]>([
    ['kaiming_normal', { gain: Math.SQRT2 }, Math.sqrt(2 / 300)],
    ['kaiming_uniform', { gain: Math.SQRT2 }, Math.sqrt(2 / 300)],
    ['kaiming_normal', { fan: 'out', gain: Math.SQRT2 }, Math.sqrt(2 / 200)],
    ['xavier_normal', { fan: 'average' }, Math.sqrt(2 / 500)],
    ['xavier_uniform', { fan: 'average', gain: 3 }, 3 * Math.sqrt(2 / 500)],
    ['lecun_normal', {}, Math.sqrt(1 / 300)],
    ['lecun_uniform', {}, Math.sqrt(1 / 300)],
    ['normal', { std: 0.05 }, 0.05],
    ['normal', { std: 0.05, gain: 2 }, 0.1],
  ])('%s %o has zero mean and its standard deviation', (name, changes, deviation) => {
    const weights = initialise(initialiser(name, changes), shape, 'layer.weight');
    expect(weights.length).toBe(60000);
    const mean = weights.reduce((sum, value) => sum + value, 0) / weights.length;
    const second = weights.reduce((sum, value) => sum + value * value, 0) / weights.length;
    expect(Math.abs(mean) / deviation).toBeLessThan(4 / Math.sqrt(60000));
    expect(Math.abs(Math.sqrt(second) / deviation - 1)).toBeLessThan(0.012);
    const largest = weights.reduce((bound, value) => Math.max(bound, Math.abs(value)), 0) / deviation;
    if (name.endsWith('uniform')) expect(largest).toBeLessThanOrEqual(Math.sqrt(3));
    else expect(largest).toBeGreaterThan(3.5);
  });
});

describe('isometries', () => {
  const matrix = (rows: number, cols: number, gain = 1) =>
    new Matrix(rows, cols, initialise(initialiser('orthogonal', { gain }), [rows, cols], 'w'));
  const offIdentity = ({ rows, data }: Matrix, scale = 1) =>
    data.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (i % (rows + 1) === 0 ? scale : 0))), 0);

  test.each([[6, 6], [4, 9], [9, 4], [1, 5], [5, 1]])('orthogonal %s x %s is semi-orthogonal', (rows, cols) => {
    const w = matrix(rows, cols);
    expect(offIdentity(rows <= cols ? gram(w) : transposeMultiply(w, w))).toBeLessThan(1e-13);
  }); // prettier-ignore

  test('gain scales', () => expect(offIdentity(gram(matrix(5, 5, 3)), 9)).toBeLessThan(1e-12));

  // A Haar orthogonal matrix has mean 0 and E tr = 0; without the sign fix of QR its diagonal is biased.
  test('orthogonal has no preferred sign', () => {
    const traces = Array.from({ length: 400 }, (_, seed) => {
      const w = new Matrix(3, 3, initialise(initialiser('orthogonal', { seed }), [3, 3], 'w'));
      return w.get(0, 0) + w.get(1, 1) + w.get(2, 2);
    });
    // E tr^2 = 1 for O(n): four standard errors are 4 / sqrt(400).
    expect(Math.abs(traces.reduce((sum, value) => sum + value, 0) / 400)).toBeLessThan(0.2);
  });

  test('delta_orthogonal is orthogonal for dense, and at the centre of a kernel otherwise', () => {
    expect(initialise(initialiser('delta_orthogonal'), [4, 6], 'w')).toEqual(matrix(4, 6).data);
    const kernel = initialise(initialiser('delta_orthogonal'), [2, 2, 3, 3], 'w');
    const dense = matrix(2, 2).data;
    expect([...kernel].map((value, index) => (index % 9 === 4 ? value : -value))).toEqual(
      [...dense].flatMap((value) => [-0, -0, -0, -0, value, -0, -0, -0, -0]),
    );
  });

  test('groups are maps of their own: channels of a depthwise kernel pass with their length', () => {
    expect([...initialise(initialiser('identity'), [3, 1, 3], 'w', 3)]).toEqual([0, 1, 0, 0, 1, 0, 0, 1, 0]);
    expect([...initialise(initialiser('identity'), [4, 2, 1], 'w', 2)]).toEqual([1, 0, 0, 1, 1, 0, 0, 1]);
    const depthwise = initialise(initialiser('delta_orthogonal', { gain: 2 }), [5, 1, 3], 'w', 5);
    expect([...depthwise].map(Math.abs)).toEqual(Array.from({ length: 5 }, () => [0, 2, 0]).flat());
    const grouped = initialise(initialiser('delta_orthogonal'), [4, 2, 1], 'w', 2);
    for (const block of [grouped.slice(0, 4), grouped.slice(4)])
      expect(offIdentity(gram(new Matrix(2, 2, block)))).toBeLessThan(1e-14);
    expect(grouped.slice(0, 4)).not.toEqual(grouped.slice(4));
  });

  test('identity and zeros', () => {
    expect([...initialise(initialiser('identity', { gain: 2 }), [2, 3], 'w')]).toEqual([2, 0, 0, 0, 2, 0]);
    expect([...initialise(initialiser('identity'), [1, 1, 3], 'w')]).toEqual([0, 1, 0]);
    expect([...initialise(initialiser('zeros'), [2, 2], 'w')]).toEqual([0, 0, 0, 0]);
  });
});

describe('streams', () => {
  const draw = (seed: number, key: string, shape: Shape = [8, 8]) =>
    initialise(initialiser('lecun_normal', { seed }), shape, key);

  test('the same seed and name give the same numbers, another of either gives others', () => {
    expect(draw(1, 'a.weight')).toEqual(draw(1, 'a.weight'));
    for (const other of [draw(2, 'a.weight'), draw(1, 'b.weight')]) {
      const products = other.map((value, index) => value * draw(1, 'a.weight')[index] * 8);
      // Mean of 64 products of independent standard normals: standard error 1/8.
      expect(Math.abs(products.reduce((sum, value) => sum + value, 0) / 64)).toBeLessThan(0.5);
    }
  });

  test('a wider layer keeps the numbers it had, up to the fan', () => {
    const scaled = (values: Float64Array, fan: number) =>
      [...values.slice(0, 16)].map((value) => value * Math.sqrt(fan));
    const [narrow, wide] = [scaled(draw(1, 'w', [4, 4]), 4), scaled(draw(1, 'w', [4, 64]), 64)];
    narrow.forEach((value, index) => expect(value).toBeCloseTo(wide[index], 14));
  });

  test('biases: zeros, or normal from the stream of their own name', () => {
    expect([...initialiseBias({ name: 'zeros' }, 3, 1, 'a.bias')]).toEqual([0, 0, 0]);
    const biases = initialiseBias({ name: 'normal', std: 0.5 }, 4000, 1, 'a.bias');
    const second = biases.reduce((sum, value) => sum + value * value, 0) / 4000;
    expect(Math.abs(Math.sqrt(second) / 0.5 - 1)).toBeLessThan(0.05);
    expect(initialiseBias({ name: 'normal', std: 0.5 }, 4000, 1, 'b.bias')).not.toEqual(biases);
  });
});
