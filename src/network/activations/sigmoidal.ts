/** Saturating activations and their integrals, in forms that neither overflow nor cancel. */
import { erf as errorFunction } from '../../numerics/special-functions';
import { analytic } from './activation-function';

/** 1 / (1 + e^-x). */
export function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const power = Math.exp(x);
  return power / (1 + power);
}

/** log(1 + e^x). */
function logOnePlusExp(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

export const sigmoid = analytic(logistic, (x) => logistic(x) * logistic(-x));

export const logsigmoid = analytic(
  (x) => -logOnePlusExp(-x),
  (x) => logistic(-x),
);

export const softplus = analytic(logOnePlusExp, logistic);

export const tanh = analytic(Math.tanh, (x) => 1 / Math.cosh(x) ** 2);

export const erf = analytic(errorFunction, (x) => (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x), { kind: 'erf' });
