import type { ActivationFunction } from '../../network/activations/activation-function';
import type { CorrelatedExpectation } from './correlated-expectation';
import { activationMean } from './expectation';

/** A kernel matrix asks for the same variances again and again. */
const MOST_KEPT = 10_000;

/** Dual of (phi - mean) / deviation from the dual of phi. */
export function standardisedDual(
  phi: ActivationFunction,
  { value, derivative }: CorrelatedExpectation,
  mean: number,
  deviation: number,
): CorrelatedExpectation {
  const means = new Map<number, number>();
  const average = (q: number) => {
    if (means.size > MOST_KEPT) means.clear();
    const known = means.get(q) ?? activationMean(phi, q);
    means.set(q, known);
    return known;
  };
  return {
    value: (q1, q2, r) =>
      (value(q1, q2, r) - mean * (average(q1) + average(q2)) + mean * mean) / (deviation * deviation),
    derivative: (q1, q2, r) => derivative(q1, q2, r) / (deviation * deviation),
  };
}
