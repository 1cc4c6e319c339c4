/** h* = phi(W h* + U x + b) on the last axis: an implicit layer, the limit of infinitely many equal layers that read x again. */
import { Matrix } from '../../numerics/matrix';
import type { Activation } from '../../spec/architecture';
import { activationFunction } from '../activations/activation';
import type { Operation } from '../operation';
import { affine, type AffinePoint } from './affine';
import { setting, tensor, type Definition } from './definition';
import { type EquilibriumStates, solveEquilibrium } from './equilibrium';
import { pulledBack, pushedForward } from './equilibrium-differential';
import { size } from './shape';

interface Saved extends EquilibriumStates {
  readonly input: AffinePoint;
  /** The states where weight_hh reads them. */
  readonly state: AffinePoint;
  /** Of the last cotangent asked for, which both passes of a backward step ask for. */
  adjoint?: { readonly of: Matrix; readonly value: Matrix };
}

/**
 * Settings: `activation`. Tensors: weight_hh [units, units], weight_ih [units, features], optionally bias [units]; columns in this order,
 * the bias as last feature of weight_ih. Samples whose state is not found are NaN, and `trouble` says how many.
 */
export function deq(definition: Definition): Operation<Saved> {
  const phi = activationFunction(setting<Activation>(definition.node, 'activation'));
  const recurrent = affine(definition, { weight: 'weight_hh', bias: 'bias_hh' });
  const injected = affine(definition, { weight: 'weight_ih', bias: 'bias' });
  const recurrentWeight = tensor(definition, 'weight_hh')!;
  const [units] = recurrentWeight.shape;
  const weight = new Matrix(units, units, recurrentWeight.values);
  const positions = size(definition.node.outputShape) / units;
  const atPositions = ({ data }: Matrix) => new Matrix(data.length / units, units, data);

  /** D p with (I - W^T D) p = cotangent. */
  const adjointOf = (saved: Saved, cotangent: Matrix, rowsPerSample: number) => {
    if (saved.adjoint?.of !== cotangent)
      saved.adjoint = { of: cotangent, value: pulledBack(weight, saved.slopes, cotangent, rowsPerSample) };
    return saved.adjoint.value;
  };

  return {
    linear: false,
    usesOnes: tensor(definition, 'bias') !== undefined,
    parameters: definition.parameters,
    forward([input], { ones }) {
      const drive = injected.apply(input, ones);
      const found = solveEquilibrium({ weight, phi, drive: atPositions(drive) });
      const output = new Matrix(input.rows, positions * units, found.states.data);
      return { output, saved: { ...found, input: { input, ones }, state: { input: output, ones } } };
    },
    jvp(saved, [tangent], directions) {
      const moved = injected.tangent(tangent, saved.input, directions);
      const own = recurrent.tangent(new Matrix(moved.rows, moved.cols), saved.state, directions);
      for (let i = 0; i < moved.data.length; i++) moved.data[i] += own.data[i];
      return pushedForward(weight, saved.slopes, moved);
    },
    vjp: (saved, cotangent, rowsPerSample) => [injected.pull(adjointOf(saved, cotangent, rowsPerSample))],
    trouble({ converged }) {
      const lost = converged.filter((rests) => !rests).length;
      if (lost === 0) return undefined;
      return {
        code: 'K500',
        message: `No state h = phi(W h + U x + b) was found for ${lost} of ${converged.length} ${positions > 1 ? 'positions' : 'samples'}.`,
        hint: 'Make W smaller (init: lecun_normal(gain: 0.45)), or take an activation that saturates.',
      };
    },
    addGradients(saved, cotangent, gradients) {
      const adjoint = adjointOf(saved, cotangent, 1);
      recurrent.addGradients(saved.state, adjoint, gradients);
      injected.addGradients(saved.input, adjoint, gradients);
    },
    parameterJacobian: (saved, cotangent, rowsPerSample) => {
      const adjoint = adjointOf(saved, cotangent, rowsPerSample);
      return [...recurrent.jacobian(saved.state, adjoint), ...injected.jacobian(saved.input, adjoint)];
    },
  };
}
