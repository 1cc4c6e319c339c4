/** Local maxima on the unit sphere of functions with g(c u) = c^P g(u), c > 0. */
import { minimise } from '../../numerics/minimise';
import { dot, plus, unit } from './scalar-chain';

export type Growth = (u: Float64Array) => { readonly value: number; readonly gradient: Float64Array };

export interface SphereMaximum {
  readonly point: Float64Array;
  readonly value: number;
  /** |gradient - (gradient . u) u| / |gradient|. */
  readonly residual: number;
}

/** From a point where g > 0: L-BFGS on -ln g + P ln |u|, which is scale-free. */
export function ascend(growth: Growth, degree: number, start: Float64Array, iterations: number): SphereMaximum {
  const { point } = minimise(
    (u) => {
      const { value, gradient } = growth(u);
      if (!(value > 0)) return { value: Infinity, gradient };
      const square = dot(u, u);
      return {
        value: -Math.log(value) + (degree / 2) * Math.log(square),
        gradient: gradient.map((entry, j) => -entry / value + (degree * u[j]) / square),
      };
    },
    start,
    { tolerance: 1e-8, iterations },
  );
  return described(growth, unit(point)!);
}

/** The same maximum to the last digits: u <- normalise(gradient + shift u), the shift doubled where that leads away. */
export function polish(growth: Growth, start: SphereMaximum): SphereMaximum {
  let best = start;
  let shift = 0;
  for (let step = 0; step < 200 && best.residual > 1e-14; step++) {
    const { gradient } = growth(best.point);
    const steepness = Math.hypot(...gradient);
    const next = described(growth, unit(plus(gradient, shift, best.point)) ?? best.point);
    if (next.residual < best.residual && next.value >= best.value * (1 - 1e-14)) {
      best = next;
      shift *= 0.9;
    } else {
      if (shift > 1e4 * steepness) break;
      shift = Math.max(2 * shift, 0.1 * steepness);
    }
  }
  return best;
}

function described(growth: Growth, point: Float64Array): SphereMaximum {
  const { value, gradient } = growth(point);
  const length = Math.hypot(...gradient);
  const across = Math.hypot(...plus(gradient, -dot(gradient, point), point));
  return { point, value, residual: length > 0 ? across / length : 0 };
}
