/** A scalar activation with what differentiation and quadrature need to know of it. */
export interface ActivationFunction {
  /** Whether it is the identity, up to a factor. */
  readonly linear: boolean;
  value(x: number): number;
  /** phi'(x); at a kink the convention of PyTorch (relu'(0) = 0, leaky_relu'(0) = slope). */
  derivative(x: number): number;
  /** Inputs where it has no derivative: a pre-activation exactly there makes the Jacobian a convention. */
  readonly kinks: readonly number[];
  /** Inputs where it is not analytic (every kink is one): quadrature splits there. */
  readonly breaks: readonly number[];
  /** A family whose Gaussian integrals have closed forms; absent for every other. */
  readonly form?: ActivationForm;
}

export type ActivationForm =
  /** Continuous, straight between the kinks: the pieces' slopes from left to right, one more than kinks. */
  | { readonly kind: 'piecewise_linear'; readonly slopes: readonly number[] }
  /** max(x, 0)^power. */
  | { readonly kind: 'relu_power'; readonly power: number }
  /** scale x for x > 0, scale alpha (e^x - 1) below. */
  | { readonly kind: 'elu'; readonly alpha: number; readonly scale: number }
  | { readonly kind: 'erf' | 'sin' | 'gelu' | 'quadratic' }
  /** (of - mean) / deviation. */
  | {
      readonly kind: 'standardised';
      readonly of: ActivationFunction;
      readonly mean: number;
      readonly deviation: number;
    };

/** An activation that is analytic everywhere. */
export function analytic(
  value: (x: number) => number,
  derivative: (x: number) => number,
  form?: ActivationForm,
): ActivationFunction {
  return { linear: false, value, derivative, kinks: [], breaks: [], form };
}

/** Straight pieces of these slopes that meet at `kinks`. */
export function piecewiseLinear(
  kinks: readonly number[],
  slopes: readonly number[],
  value: (x: number) => number,
  derivative: (x: number) => number,
): ActivationFunction {
  return { linear: false, value, derivative, kinks, breaks: kinks, form: { kind: 'piecewise_linear', slopes } };
}
