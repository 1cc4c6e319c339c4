/** y = W x + b on the last axis, the same W at every leading position. */
import type { Operation } from '../operation';
import { affine, type AffinePoint } from './affine';
import { tensor, type Definition } from './definition';

/** Tensors: weight [units, features], optionally bias [units]. Columns of the Jacobian: (unit, feature), the bias as last feature. */
export function dense(definition: Definition): Operation<AffinePoint> {
  const map = affine(definition, { weight: 'weight', bias: 'bias' });

  return {
    linear: true,
    usesOnes: tensor(definition, 'bias') !== undefined,
    parameters: definition.parameters,
    forward: ([input], { ones }) => ({ output: map.apply(input, ones), saved: { input, ones } }),
    jvp: (saved, [tangent], directions) => map.tangent(tangent, saved, directions),
    vjp: (_saved, cotangent) => [map.pull(cotangent)],
    addGradients: (saved, cotangent, gradients) => map.addGradients(saved, cotangent, gradients),
    parameterJacobian: (saved, cotangent) => map.jacobian(saved, cotangent),
  };
}
