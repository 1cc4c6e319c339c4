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
}

/** An activation that is analytic everywhere. */
export function analytic(value: (x: number) => number, derivative: (x: number) => number): ActivationFunction {
  return { linear: false, value, derivative, kinks: [], breaks: [] };
}

/** An activation with a corner at each of `kinks`, analytic elsewhere. */
export function kinked(
  kinks: readonly number[],
  value: (x: number) => number,
  derivative: (x: number) => number,
): ActivationFunction {
  return { linear: false, value, derivative, kinks, breaks: kinks };
}
