import type { ActivationFunction } from '../../network/activations/activation-function';
import { adaptiveIntegral } from '../../numerics/gauss-legendre';
import { normalCdf, normalPdf } from '../../numerics/special-functions';
import { complement, geometricMean } from './closed-forms';
import type { CorrelatedExpectation } from './correlated-expectation';

/**
 * Dual of a continuous function of straight pieces. With all kinks at 0 it is p x + m |x|, p and m half the sum and half the difference of the
 * slopes: T = p^2 c + m^2 E|u||v|. Otherwise Price's theorem, d^2 T / dr^2 = a sum over pairs of kinks, integrated in theta = asin r. Source:
 * docs/theory/dual-activations.md 2 and 3.
 */
export function piecewiseLinearDual(phi: ActivationFunction, slopes: readonly number[]): CorrelatedExpectation {
  return phi.kinks.every((kink) => kink === 0)
    ? throughZero(phi.value(0), slopes[0], slopes[slopes.length - 1])
    : priceDual(phi, slopes);
}

function throughZero(offset: number, left: number, right: number): CorrelatedExpectation {
  const odd = (right + left) / 2;
  const even = (right - left) / 2;
  const meanOfOne = Math.sqrt(2 / Math.PI) * even;
  return {
    value(q1, q2, r) {
      const absolute = (2 / Math.PI) * (Math.sqrt(complement(r)) + r * Math.asin(r));
      const centred = geometricMean(q1, q2) * (odd ** 2 * r + even ** 2 * absolute);
      return offset === 0 ? centred : centred + offset * (offset + meanOfOne * (Math.sqrt(q1) + Math.sqrt(q2)));
    },
    derivative: (_q1, _q2, r) => odd ** 2 + even ** 2 * (2 / Math.PI) * Math.asin(r),
  };
}

function priceDual(phi: ActivationFunction, slopes: readonly number[]): CorrelatedExpectation {
  const jumps = phi.kinks.map((_, i) => slopes[i + 1] - slopes[i]);
  /** int_0^{asin r} weight(sin theta) sum_ij jump_i jump_j exp(-(x_i^2 - 2 sin(theta) x_i y_j + y_j^2) / (2 cos^2 theta)) / (2 pi). */
  const pairs = (q1: number, q2: number, r: number, weight: (sine: number) => number) => {
    const terms = kinkPairs(phi.kinks, jumps, q1, q2);
    const integrand = (theta: number) => {
      const sine = Math.sin(theta);
      const sign = sine < 0 ? -1 : 1;
      const doubledCosine = 2 * Math.cos(theta) ** 2;
      let sum = 0;
      for (const { jump, product, gap, reach } of terms)
        sum += jump * Math.exp(-(sign > 0 ? gap : reach) / doubledCosine - (sign * product) / (1 + sign * sine));
      return weight(sine) * sum;
    };
    return adaptiveIntegral(integrand, 0, Math.asin(r), 1e-16) / (2 * Math.PI);
  };
  return {
    value(q1, q2, r) {
      const [one, other] = [q1, q2].map((q) => straightMoments(phi, slopes, q));
      return (
        one.mean * other.mean +
        geometricMean(q1, q2) * (one.slope * other.slope * r + pairs(q1, q2, r, (sine) => r - sine))
      );
    },
    derivative(q1, q2, r) {
      const [one, other] = [q1, q2].map((q) => straightMoments(phi, slopes, q));
      return one.slope * other.slope + pairs(q1, q2, r, () => 1);
    },
  };
}

/**
 * Pairs of kinks x, y in standard units. The exponent above is (x - y)^2 / (2 cos^2) + x y / (1 + sin), or with the sign of y changed: neither
 * form cancels where its end of the range is near.
 */
function kinkPairs(kinks: readonly number[], jumps: readonly number[], q1: number, q2: number) {
  return kinks.flatMap((kink, i) =>
    kinks.map((other, j) => {
      const x = kink / Math.sqrt(q1);
      const y = other / Math.sqrt(q2);
      return { jump: jumps[i] * jumps[j], product: x * y, gap: (x - y) ** 2, reach: (x + y) ** 2 };
    }),
  );
}

/** E phi(x) and E phi'(x), x ~ N(0, q), from phi(x) = phi(b_1) + slope_0 (x - b_1) + sum_i jump_i max(x - b_i, 0). */
function straightMoments(phi: ActivationFunction, slopes: readonly number[], q: number) {
  const deviation = Math.sqrt(q);
  const [first] = phi.kinks;
  let mean = phi.value(first) - slopes[0] * first;
  let slope = slopes[0];
  phi.kinks.forEach((kink, i) => {
    const jump = slopes[i + 1] - slopes[i];
    const x = kink / deviation;
    mean += jump * (deviation * normalPdf(x) - kink * normalCdf(-x));
    slope += jump * normalCdf(-x);
  });
  return { mean, slope };
}
