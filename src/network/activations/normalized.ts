/** Zero mean and unit second moment under a standard normal input. */
import { gaussianExpectation } from '../../numerics/gaussian-expectation';
import type { ActivationForm, ActivationFunction } from './activation-function';

/** (phi - E phi(Z)) / sd(phi(Z)), Z ~ N(0, 1). */
export function normalized(activation: ActivationFunction): ActivationFunction {
  if (activation.linear) return activation;
  const mean = gaussianExpectation((z) => activation.value(z), activation.breaks);
  const variance = gaussianExpectation((z) => (activation.value(z) - mean) ** 2, activation.breaks);
  const deviation = Math.sqrt(variance);
  return {
    ...activation,
    value: (x) => (activation.value(x) - mean) / deviation,
    derivative: (x) => activation.derivative(x) / deviation,
    form: standardisedForm(activation, mean, deviation),
  };
}

function standardisedForm(of: ActivationFunction, mean: number, deviation: number): ActivationForm | undefined {
  if (of.form?.kind !== 'piecewise_linear') return of.form && { kind: 'standardised', of, mean, deviation };
  return { kind: 'piecewise_linear', slopes: of.form.slopes.map((slope) => slope / deviation) };
}
