import { expect } from 'vitest';
import { Matrix } from '../../../src/numerics/matrix';
import {
  chainConstant,
  chainOrder,
  correlationBounds,
  layerShares,
} from '../../../src/theory/early-direction/chain-constants';
import { chainMaximum } from '../../../src/theory/early-direction/chain-maximum';
import { correlation } from '../../../src/theory/early-direction/correlation';
import { escapeTimeBound } from '../../../src/theory/early-direction/escape-time';
import { embeddedChain } from '../../../src/theory/early-direction/rank-one';
import { expectAgreement, type TheoryCase } from './agreement';

interface Task {
  readonly X: readonly (readonly number[])[];
  readonly y: readonly number[];
}

interface ChainInput extends Task {
  readonly L: number;
  readonly p: number;
  readonly alpha: number;
}

interface ChainExpected {
  readonly N_chain: number;
  readonly b: readonly number[];
  readonly last_sign: number;
  readonly kkt_residual_scalar: number;
}

/** The cases give directions to this many digits. */
const DIRECTION = 1e-7;

export function chainMaximumCase({ input, expected, tolerance }: TheoryCase<ChainInput, ChainExpected>): void {
  const { L, p, alpha } = input;
  const problem = {
    activation: { power: p, slope: alpha },
    inputs: Matrix.fromRows(input.X),
    targets: new Matrix(input.y.length, 1, Float64Array.from(input.y)),
  };
  const found = chainMaximum(problem, L);
  const { b, last_sign, kkt_residual_scalar, ...numbers } = expected;
  const order = chainOrder(L, p);
  const actual = {
    order,
    chain_const: chainConstant(L, p),
    scalar_max: found.scalar,
    N_chain: found.correlation,
    lambda: found.growthRate,
    layer_norms: layerShares(L, p).map(Math.sqrt),
    'escape_T_lower_delta1e-2_R0.5': escapeTimeBound({ order, start: 1e-2, radius: 0.5 }, found.correlation).time,
  };
  expectAgreement(actual, numbers, tolerance);
  // Turning b and the readout together changes nothing in a linear chain.
  const turn = Math.sign(found.readout[0]) * last_sign;
  expectAgreement(
    [...found.direction].map((value) => turn * value),
    b,
    0,
    DIRECTION,
  );
  expect(Math.max(found.residual, kkt_residual_scalar)).toBeLessThan(1e-10);
  const wide = embeddedChain(found, [input.X[0].length, ...Array.from({ length: L - 1 }, () => 3), 1], p);
  expectAgreement(correlation(problem, wide).value, numbers.N_chain, tolerance);
}

export function correlationBoundsCase({
  input,
  expected,
  tolerance,
}: TheoryCase<Task, Readonly<Record<string, number>>>): void {
  const inputs = Matrix.fromRows(input.X);
  const targets = new Matrix(input.y.length, 1, Float64Array.from(input.y));
  const actual = Object.keys(expected).map((name) => {
    const [, depth, power] = /L(\d+)(?:_p(\d+))?$/.exec(name)!;
    const bounds = correlationBounds(inputs, targets, Number(depth), Number(power ?? 1));
    return [name, name.startsWith('op_') ? bounds.operator : bounds.norms];
  });
  expectAgreement(Object.fromEntries(actual), expected, tolerance);
}
