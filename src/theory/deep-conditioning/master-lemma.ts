import type { CorrelationMap } from '../dual-activations/normalised-dual';
import { kernelEntryAtDepth } from './depth-recursion';

/** Extreme eigenvalues of a kernel, bounded; kappa null where the lower bound is nothing but rounding. */
export interface KernelLimits {
  readonly lambdaMin: number;
  readonly lambdaMax: number;
  readonly kappa: number | null;
}

/** A power series with non-negative coefficients, at 0, at r0 and at 1. */
interface SeriesValues {
  readonly atZero: number;
  readonly atR0: number;
  readonly atOne: number;
}

/**
 * Limits of the conjugate and the tangent kernel of n unit inputs at a depth, from the extreme eigenvalues of their Gram matrix: lambda_min
 * (f(K0)) >= f(1) - f(r0) and lambda_max <= n f(0) + f(1) - f(0) + e0 (f(r0) - f(0)) / r0, with r0 = 1 - lambda_min(K0), e0 = lambda_max(K0) - 1.
 * Infinite width; says nothing of dependent inputs. Source: docs/theory/deep-conditioning.md 5 (the master lemma).
 */
export function masterLemma(
  map: CorrelationMap,
  gram: { readonly samples: number; readonly lambdaMin: number; readonly lambdaMax: number },
  depth: number,
): { readonly kernel: KernelLimits; readonly tangent: KernelLimits } {
  const r0 = 1 - Math.max(0, Math.min(1, gram.lambdaMin));
  const [zero, start, one] = [0, r0, 1].map((r) => kernelEntryAtDepth(map, r, depth));
  const limits = (pick: 'kernel' | 'tangent') =>
    limitsOf({ atZero: zero[pick], atR0: start[pick], atOne: one[pick] }, gram.samples, r0, gram.lambdaMax - 1);
  return { kernel: limits('kernel'), tangent: limits('tangent') };
}

/** Relative to f(1) the lower bound is a difference; below this it is rounding. */
const ROUNDING = 1e-13;

function limitsOf({ atZero, atR0, atOne }: SeriesValues, samples: number, r0: number, e0: number): KernelLimits {
  const lambdaMin = Math.max(0, atOne - atR0);
  const slope = r0 > 0 ? (atR0 - atZero) / r0 : 0;
  const lambdaMax = samples * atZero + atOne - atZero + e0 * slope;
  return { lambdaMin, lambdaMax, kappa: lambdaMin > ROUNDING * atOne ? lambdaMax / lambdaMin : null };
}
