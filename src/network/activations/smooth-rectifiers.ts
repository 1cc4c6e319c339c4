/** Smooth relatives of relu: x times a gate that rises from 0 to 1. */
import { normalCdf, normalPdf } from '../../numerics/special-functions';
import { analytic } from './activation-function';
import { logistic } from './sigmoidal';

/** x Phi(x), exact. */
export const gelu = analytic(
  (x) => x * normalCdf(x),
  (x) => normalCdf(x) + x * normalPdf(x),
  { kind: 'gelu' },
);

const geluSlope = Math.sqrt(2 / Math.PI);
const geluCubic = 0.044715;

/** x (1 + tanh u) / 2 with u = sqrt(2/pi) (x + 0.044715 x^3); (1 + tanh u) / 2 = logistic(2 u) does not cancel for u << 0. */
export const geluTanh = analytic(
  (x) => x * logistic(gateInput(x)),
  (x) => {
    const gate = logistic(gateInput(x));
    return gate + x * gate * logistic(-gateInput(x)) * 2 * geluSlope * (1 + 3 * geluCubic * x * x);
  },
);

export const silu = analytic(
  (x) => x * logistic(x),
  (x) => logistic(x) * (1 + x * logistic(-x)),
);

/** x tanh(softplus(x)). */
export const mish = analytic(
  (x) => x * mishGate(x),
  (x) => mishGate(x) + x * mishGateSlope(x),
);

function gateInput(x: number): number {
  return 2 * geluSlope * (x + geluCubic * x ** 3);
}

/** tanh(log(1 + e^x)) = s / (s + 2) with s = e^x (e^x + 2), written with e^-|x| so that nothing overflows. */
function mishGate(x: number): number {
  if (x > 0) {
    const decay = Math.exp(-x);
    return (1 + 2 * decay) / (1 + 2 * decay + 2 * decay * decay);
  }
  const power = Math.exp(x);
  const s = power * (power + 2);
  return s / (s + 2);
}

/** (1 - gate^2) logistic(x), with 1 - gate^2 = 4 (1 + e^x)^2 / (s + 2)^2 free of cancellation. */
function mishGateSlope(x: number): number {
  const decay = Math.exp(-Math.abs(x));
  const denominator = x > 0 ? 1 + 2 * decay + 2 * decay * decay : decay * decay + 2 * decay + 2;
  const complement = x > 0 ? decay * (1 + decay) : 1 + decay;
  return ((2 * complement) / denominator) ** 2 * logistic(x);
}
