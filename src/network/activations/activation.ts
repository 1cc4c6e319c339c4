/** From the name of an activation to the function. */
import type { Activation, ActivationName } from '../../spec/architecture';
import type { ActivationFunction } from './activation-function';
import { elu, selu } from './exponential-linear';
import { normalized } from './normalized';
import { abs, hardtanh, leakyRelu, linear, relu, relu6 } from './piecewise-linear';
import { quadratic, reluPower, sin } from './polynomial';
import { erf, logsigmoid, sigmoid, softplus, tanh } from './sigmoidal';
import { gelu, geluTanh, mish, silu } from './smooth-rectifiers';

/**
 * The function that an activation of a specification means, arguments defaulted as in PyTorch (relu_power: 2). The same object for the same
 * activation, so that what is computed once for each object is computed once.
 */
export function activationFunction({ name, argument, normalized: isNormalized }: Activation): ActivationFunction {
  const key = `${name} ${argument} ${isNormalized}`;
  const stored = known.get(key);
  if (stored) return stored;
  const plain = functions[name](argument);
  const made = isNormalized ? normalized(plain) : plain;
  // Whoever edits an argument leaves many behind.
  if (known.size >= MOST_KEPT) known.clear();
  known.set(key, made);
  return made;
}

const MOST_KEPT = 100;
const known = new Map<string, ActivationFunction>();

const functions: Record<ActivationName, (argument: number | undefined) => ActivationFunction> = {
  linear: () => linear,
  relu: () => relu,
  leaky_relu: (slope = 0.01) => leakyRelu(slope),
  relu6: () => relu6,
  abs: () => abs,
  elu: (alpha = 1) => elu(alpha),
  selu: () => selu,
  gelu: () => gelu,
  gelu_tanh: () => geluTanh,
  silu: () => silu,
  mish: () => mish,
  softplus: () => softplus,
  tanh: () => tanh,
  hardtanh: () => hardtanh,
  sigmoid: () => sigmoid,
  logsigmoid: () => logsigmoid,
  erf: () => erf,
  sin: () => sin,
  relu_power: (power = 2) => reluPower(power),
  quadratic: () => quadratic,
};
