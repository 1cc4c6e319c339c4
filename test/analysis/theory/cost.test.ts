import { afterEach, expect, test } from 'vitest';
import { quickTheory } from '../../../src/analysis/theory/sections';
import { activationFunction } from '../../../src/network/activations/activation';
import { instantiate } from '../../../src/network/instantiate';
import type { Activation } from '../../../src/spec/architecture';
import { validArch } from '../../support/elaborate-arch';

const exponential = Math.exp;
afterEach(() => void (Math.exp = exponential));

/**
 * What the figures of 100 layers on 32 samples cost, counted and not timed: calls of the activation and its derivative, which are what
 * quadrature and series ask for, and of the exponential, which closed forms and integrals over angles ask for. An evaluation takes 10 to 30 ns, so
 * that 1e6 are some 20 ms of the 100 that the figures of a specification may take. One 768-point quadrature more a layer and quantity, or a
 * series of 256 terms for every sample and layer where 64 do, breaks the limits.
 */
test.each<[string, { calls: number; exponentials: number }]>([
  ['relu', { calls: 1.2e5, exponentials: 2.5e5 }],
  ['gelu', { calls: 1.6e5, exponentials: 2.5e5 }],
  ['tanh', { calls: 8e5, exponentials: 1e6 }],
  ['normalized(tanh)', { calls: 8e5, exponentials: 1e6 }],
  ['silu', { calls: 8e5, exponentials: 1e6 }],
  ['sigmoid', { calls: 8e5, exponentials: 1e6 }],
  ['softplus', { calls: 8e5, exponentials: 1e6 }],
  ['elu', { calls: 8e5, exponentials: 1.4e6 }],
  ['hardtanh', { calls: 8e5, exponentials: 1.4e6 }],
])('100 layers of %s', async (activation, limits) => {
  const counts = await costOf(activation, 'lecun_normal');
  expect(counts.calls).toBeLessThan(limits.calls);
  expect(counts.exponentials).toBeLessThan(limits.exponentials);
});

/** Variances of pre-activations run up to 1e200 and beyond: steep functions are integrated one by one, and what is not affordable is left out. */
test.each(
  ['relu', 'gelu', 'tanh', 'silu', 'sigmoid', 'softplus', 'elu', 'hardtanh', 'normalized(softplus)'].flatMap(
    (activation) => ['kaiming_normal', 'normal(1)', 'normal(10)'].map((init) => [activation, init]),
  ),
)('100 layers of %s drawn by %s', async (activation, init) => {
  const counts = await costOf(activation, init);
  expect(counts.calls).toBeLessThan(2e6);
  expect(counts.exponentials).toBeLessThan(3e6);
});

async function costOf(
  activation: string,
  init: string,
): Promise<{ readonly calls: number; readonly exponentials: number }> {
  const layers = `repeat(100) { dense(16, activation: ${activation}) } dense(4)`;
  const architecture = validArch(`model M { input 16 data gaussian(samples: 32) init ${init} ${layers} }`);
  const { value: network } = await instantiate(architecture, { read: async () => new Uint8Array() });
  const node = architecture.nodes.find(({ kind }) => kind === 'activation')!;
  const phi = activationFunction(node.settings.activation as Activation);
  const { value, derivative } = phi;
  const count = { calls: 0, exponentials: 0 };
  Object.assign(phi, {
    value: (x: number) => (count.calls++, value(x)),
    derivative: (x: number) => (count.calls++, derivative(x)),
  });
  Math.exp = (x) => (count.exponentials++, exponential(x));
  const { deepConditioning, meanField } = quickTheory(network!);
  Object.assign(phi, { value, derivative });
  expect([deepConditioning.reason, meanField.reason]).toEqual([null, null]);
  expect(count.calls).toBeGreaterThan(0);
  return count;
}
