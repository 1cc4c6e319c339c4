/** Scalar activations. Formulas are written with x for the pre-activation. */
import type { Activation, ActivationName } from '../architecture';
import { entry, family, member, type Family, type FamilyEntry } from './family';
import { number, type Parameter } from './parameter';

export interface ActivationFacts {
  readonly formula: string;
  /** phi(-x) = -phi(x). */
  readonly odd: boolean;
  readonly linear: boolean;
}

export const activationFacts: Readonly<Record<ActivationName, ActivationFacts>> = {
  linear: { formula: 'x', odd: true, linear: true },
  relu: { formula: 'max(x, 0)', odd: false, linear: false },
  leaky_relu: { formula: 'x for x > 0, a x otherwise', odd: false, linear: false },
  relu6: { formula: 'min(max(x, 0), 6)', odd: false, linear: false },
  abs: { formula: '|x|', odd: false, linear: false },
  elu: { formula: 'x for x > 0, a (exp(x) - 1) otherwise', odd: false, linear: false },
  selu: { formula: 'elu scaled so that zero mean and unit variance are a fixed point', odd: false, linear: false },
  gelu: { formula: 'x times the standard normal distribution function of x', odd: false, linear: false },
  gelu_tanh: { formula: 'the tanh approximation of gelu', odd: false, linear: false },
  silu: { formula: 'x sigmoid(x)', odd: false, linear: false },
  mish: { formula: 'x tanh(softplus(x))', odd: false, linear: false },
  softplus: { formula: 'log(1 + exp(x))', odd: false, linear: false },
  tanh: { formula: 'tanh(x)', odd: true, linear: false },
  hardtanh: { formula: 'min(max(x, -1), 1)', odd: true, linear: false },
  sigmoid: { formula: '1 / (1 + exp(-x))', odd: false, linear: false },
  logsigmoid: { formula: 'log(sigmoid(x))', odd: false, linear: false },
  erf: { formula: 'erf(x)', odd: true, linear: false },
  sin: { formula: 'sin(x)', odd: true, linear: false },
  relu_power: { formula: 'max(x, 0)^p', odd: false, linear: false },
  quadratic: { formula: 'x^2', odd: false, linear: false },
};

/** Whether phi(-x) = -phi(x); leaky_relu(a=1) and every normalised odd activation included. */
export function isOdd(activation: Activation): boolean {
  return activationFacts[activation.name].odd || isLinear(activation);
}

/** Whether phi is the identity up to a factor. */
export function isLinear(activation: Activation): boolean {
  return activationFacts[activation.name].linear || (activation.name === 'leaky_relu' && activation.argument === 1);
}

/** As `.arch` writes it: `leaky_relu(0.1)`, `normalized(relu)`. */
export function activationText({ name, argument, normalized }: Activation): string {
  const plain = argument === undefined ? name : `${name}(${argument})`;
  return normalized ? `normalized(${plain})` : plain;
}

const withArgument = {
  leaky_relu: { a: number('slope for negative inputs', 0.01) },
  elu: { a: number('value approached far below zero, negated', 1, { minimum: 0 }) },
  relu_power: { p: number('power', 2, { minimum: 0 }) },
} as const satisfies Partial<Record<ActivationName, Record<string, Parameter<number>>>>;

export const activations: Family<Activation> = family('activation', [
  ...(Object.keys(activationFacts) as ActivationName[]).map(plainEntry),
  entry(
    'normalized',
    'Any activation, shifted and scaled to zero mean and unit second moment under a standard normal input.',
    { activation: member('the activation to normalise', () => activations) },
    ({ activation }): Activation => ({ ...activation, normalized: true }),
  ),
]);

export function activation(documentation: string, fallback: ActivationName): Parameter<Activation> {
  return member(documentation, () => activations, { value: { name: fallback, normalized: false }, text: fallback });
}

function plainEntry(name: ActivationName): FamilyEntry<Activation> {
  const parameters: Record<string, Parameter<number>> = name in withArgument
    ? withArgument[name as keyof typeof withArgument]
    : {};
  return entry(name, `phi(x) = ${activationFacts[name].formula}.`, parameters, (settings): Activation => {
    const [argument] = Object.values(settings);
    return argument === undefined ? { name, normalized: false } : { name, argument, normalized: false };
  });
}
