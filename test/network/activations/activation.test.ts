import { describe, expect, test } from 'vitest';
import { gaussianExpectation } from '../../../src/numerics/gaussian-expectation';
import { activationFunction } from '../../../src/network/activations/activation';
import type { ActivationName } from '../../../src/spec/architecture';

const phi = (name: ActivationName, argument?: number) => activationFunction({ name, argument, normalized: false });
const normalized = (name: ActivationName, argument?: number) =>
  activationFunction({ name, argument, normalized: true });

/** To 1e-14 relative, absolute below 1. */
const close = (actual: number, expected: number) =>
  expect(Math.abs(actual - expected) / Math.max(1, Math.abs(expected))).toBeLessThan(1e-14);

describe('values and derivatives', () => {
  // Piecewise-linear and polynomial: exact. Others: closed forms evaluated with mpmath at 30 digits.
  test.each<[ActivationName, number | undefined, number, number, number]>([
    ['linear', undefined, -3, -3, 1],
    ['relu', undefined, 2, 2, 1],
    ['relu', undefined, -2, 0, 0],
    ['relu', undefined, 0, 0, 0],
    ['leaky_relu', undefined, -2, -0.02, 0.01],
    ['leaky_relu', 0.2, -2, -0.4, 0.2],
    ['leaky_relu', 0.2, 0, 0, 0.2],
    ['relu6', undefined, 7, 6, 0],
    ['relu6', undefined, 6, 6, 0],
    ['relu6', undefined, 3, 3, 1],
    ['abs', undefined, -2, 2, -1],
    ['abs', undefined, 0, 0, 0],
    ['hardtanh', undefined, -1, -1, 0],
    ['hardtanh', undefined, 0.5, 0.5, 1],
    ['relu_power', undefined, 3, 9, 6],
    ['relu_power', 3, 2, 8, 12],
    ['relu_power', 2, -2, 0, 0],
    ['quadratic', undefined, -3, 9, -6],
    ['elu', undefined, -2.5, -0.9179150013761012, 0.0820849986238988],
    ['elu', undefined, 0.75, 0.75, 1.0],
    ['selu', undefined, -2.5, -1.6137857588732425, 0.1443135819741343],
    ['selu', undefined, 0.75, 0.7880257405166103, 1.0507009873554805],
    ['gelu', undefined, -2.5, -0.015524163314440337, -0.03761108590814521],
    ['gelu', undefined, 0.75, 0.5800294857173488, 0.9992257217392351],
    ['gelu_tanh', undefined, -2.5, -0.015084266089998582, -0.037951576212666184],
    ['gelu_tanh', undefined, 0.75, 0.5799605551656203, 0.9989382561374143],
    ['silu', undefined, -2.5, -0.18964545005310887, -0.09940111134152683],
    ['silu', undefined, 0.75, 0.5093840243815447, 0.8425999444967535],
    ['mish', undefined, -2.5, -0.19681620390653334, -0.10974357275018569],
    ['mish', undefined, 0.75, 0.6100183352182934, 0.985758355716688],
    ['softplus', undefined, -2.5, 0.07888973429254963, 0.07585818002124355],
    ['softplus', undefined, 0.75, 1.1368710061148999, 0.679178699175393],
    ['tanh', undefined, -2.5, -0.9866142981514303, 0.02659222668316062],
    ['tanh', undefined, 0.75, 0.6351489523872873, 0.5965858082813315],
    ['sigmoid', undefined, -2.5, 0.07585818002124355, 0.07010371654510816],
    ['sigmoid', undefined, 0.75, 0.679178699175393, 0.21789499376181404],
    ['logsigmoid', undefined, -2.5, -2.5788897342925496, 0.9241418199787564],
    ['logsigmoid', undefined, 0.75, -0.38687100611489994, 0.320821300824607],
    ['erf', undefined, -2.5, -0.999593047982555, 0.0021782842303527095],
    ['erf', undefined, 0.75, 0.7111556336535151, 0.6429310691952074],
    ['sin', undefined, -2.5, -0.5984721441039564, -0.8011436155469337],
    ['sin', undefined, 0.75, 0.6816387600233341, 0.7316888688738209],
  ])('%s(%s) at %s', (name, argument, x, value, derivative) => {
    close(phi(name, argument).value(x), value);
    close(phi(name, argument).derivative(x), derivative);
  });

  const names: [ActivationName, number?][] = [
    ['linear'], ['relu'], ['leaky_relu', 0.3], ['relu6'], ['abs'], ['elu', 0.7], ['selu'], ['gelu'], ['gelu_tanh'], ['silu'], ['mish'],
    ['softplus'], ['tanh'], ['hardtanh'], ['sigmoid'], ['logsigmoid'], ['erf'], ['sin'], ['relu_power', 2.5], ['quadratic'],
  ]; // prettier-ignore

  test.each(names)('%s: derivative equals central differences away from kinks', (name, argument) => {
    for (const f of [phi(name, argument), normalized(name, argument)])
      for (let x = -7.93; x < 8; x += 0.31) {
        const h = 1e-5;
        const difference = (f.value(x + h) - f.value(x - h)) / (2 * h);
        expect(Math.abs(f.derivative(x) - difference) / Math.max(1, Math.abs(difference)), `at ${x}`).toBeLessThan(
          1e-9,
        );
      }
  });

  test.each(names)('%s: finite far out, with the slope of its tail', (name, argument) => {
    for (const x of [-1e3, -50, 50, 1e3]) {
      const { value, derivative } = phi(name, argument);
      expect(Number.isFinite(value(x)) && Number.isFinite(derivative(x)), `at ${x}`).toBe(true);
    }
  });

  test.each<[ActivationName, number, number]>([
    ['silu', 1e3, 1], ['gelu', 50, 1], ['gelu_tanh', 50, 1], ['mish', 1e3, 1], ['softplus', 1e3, 1], ['logsigmoid', -1e3, 1],
    ['tanh', 1e3, 0], ['sigmoid', 1e3, 0], ['logsigmoid', 1e3, 0], ['elu', -1e3, 0], ['erf', 50, 0], ['mish', -1e3, 0],
  ])('%s has slope %s -> %s', (name, x, slope) => expect(phi(name).derivative(x)).toBe(slope)); // prettier-ignore
});

describe('normalized', () => {
  test.each<[ActivationName, number?]>([
    ['relu'], ['leaky_relu', 0.1], ['relu6'], ['abs'], ['elu', 0.7], ['selu'], ['gelu'], ['gelu_tanh'], ['silu'], ['mish'], ['softplus'],
    ['tanh'], ['hardtanh'], ['sigmoid'], ['logsigmoid'], ['erf'], ['sin'], ['relu_power', 3], ['quadratic'],
  ])('%s has zero mean and unit second moment', (name, argument) => {
    const f = normalized(name, argument);
    expect(Math.abs(gaussianExpectation((z) => f.value(z), f.breaks))).toBeLessThan(1e-13);
    expect(Math.abs(gaussianExpectation((z) => f.value(z) ** 2, f.breaks) - 1)).toBeLessThan(1e-13);
  }); // prettier-ignore

  // E relu = 1/sqrt(2 pi), E relu^2 = 1/2; E z^2 = 1, var z^2 = 2.
  test('closed forms', () => {
    const mean = 1 / Math.sqrt(2 * Math.PI);
    const deviation = Math.sqrt(0.5 - mean * mean);
    close(normalized('relu').value(2), (2 - mean) / deviation);
    close(normalized('relu').derivative(2), 1 / deviation);
    close(normalized('quadratic').value(3), 8 / Math.SQRT2);
    close(normalized('sin').derivative(0), 1 / Math.sqrt((1 - Math.exp(-2)) / 2));
    expect(normalized('linear')).toBe(phi('linear'));
  });
});

test.each<[ActivationName, number | undefined, number[], number[]]>([
  ['relu', undefined, [0], [0]],
  ['relu6', undefined, [0, 6], [0, 6]],
  ['hardtanh', undefined, [-1, 1], [-1, 1]],
  ['elu', 1, [], [0]],
  ['elu', 0.5, [0], [0]],
  ['selu', undefined, [0], [0]],
  ['relu_power', 2, [], [0]],
  ['relu_power', 1, [0], [0]],
  ['relu_power', 0.5, [0], [0]],
  ['leaky_relu', 1, [], []],
  ['tanh', undefined, [], []],
])('%s(%s) has kinks %s and breaks %s', (name, argument, kinks, breaks) => {
  expect(phi(name, argument)).toMatchObject({ kinks, breaks });
});
