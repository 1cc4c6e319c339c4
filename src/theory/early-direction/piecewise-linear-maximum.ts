import { best, dot, plus, type ScalarChain, type ScalarMaximum, startsOf, unit } from './scalar-chain';

/**
 * max over |b| = 1 of g(b) = sum_i t_i S(b . x_i) with S(z) = z for z > 0 and slope z below. Between the planes b . x_i = 0 g is linear and
 * its maximum known, so b follows great circles from plane to plane, crosses where g goes on rising, is pinned where it would fall, and
 * leaves a plane whose multiplier is outside [slope, 1]. g never falls; where it stops a Clarke gradient is along b. Source:
 * docs/theory/early-direction.md 4.
 */
export function piecewiseLinearMaximum(chain: ScalarChain, slope: number): ScalarMaximum {
  const maxima = startsOf(chain).map((start) => ascend(chain, slope, start));
  return best(maxima, chain.inputs.cols);
}

interface Position {
  b: Float64Array;
  /** Which side of each sample's plane b is on; 0: pinned to it. */
  readonly sides: Int8Array;
}

/** Angles and multipliers closer than this count as equal. */
const SMALL = 1e-13;

function ascend(chain: ScalarChain, slope: number, start: Float64Array): ScalarMaximum {
  const { inputs } = chain;
  const position = {
    b: start,
    sides: Int8Array.from({ length: inputs.rows }, (_, i) => (dot(inputs.row(i), start) > 0 ? 1 : -1)),
  };
  for (let step = 0; step < 50 * inputs.rows + 200; step++) {
    const slopes = slopesOn(chain, slope, position.sides);
    const basis = orthonormal(pinnedRows(chain, position.sides));
    const ascent = withoutSpan(slopes, basis);
    const target = unit(ascent);
    // Rounding is all that is left where the pinned samples span everything.
    if (!target || Math.hypot(...ascent) <= SMALL * Math.hypot(...slopes)) break;
    const across = plus(target, -dot(target, position.b), position.b);
    const [sine, cosine] = [Math.hypot(...across), dot(target, position.b)];
    if (sine < SMALL) {
      if (cosine > 0) position.b = target;
      if (!release(chain, slope, position, slopes)) break;
    } else move(chain, slope, position, { tangent: unit(across)!, angle: Math.atan2(sine, cosine), target });
  }
  return summary(chain, slope, position);
}

interface Arc {
  readonly tangent: Float64Array;
  readonly angle: number;
  readonly target: Float64Array;
}

/** To the end of the arc or to the first plane on it. */
function move(chain: ScalarChain, slope: number, position: Position, { tangent, angle, target }: Arc): void {
  const { inputs } = chain;
  const { b, sides } = position;
  let [first, sample] = [angle, -1];
  for (let i = 0; i < inputs.rows; i++) {
    if (sides[i] === 0) continue;
    const row = inputs.row(i);
    const [distance, approach] = [sides[i] * dot(row, b), -sides[i] * dot(row, tangent)];
    if (Math.max(distance, approach) <= SMALL * Math.sqrt(dot(row, row))) continue;
    const crossing = Math.atan2(Math.max(0, distance), approach);
    if (crossing < first) [first, sample] = [crossing, i];
  }
  if (sample < 0) {
    position.b = target;
    return;
  }
  position.b = unit(
    plus(
      b.map((value) => Math.cos(first) * value),
      Math.sin(first),
      tangent,
    ),
  )!;
  sides[sample] *= -1;
  const ascent = withoutSpan(slopesOn(chain, slope, sides), orthonormal(pinnedRows(chain, sides)));
  // Pinned where the ascent beyond the plane leads back to it.
  if (sides[sample] * dot(inputs.row(sample), ascent) <= 0) sides[sample] = 0;
}

/** Lets go of the pinned sample that gains most; false when none does, which is the end. */
function release(chain: ScalarChain, slope: number, { sides }: Position, slopes: Float64Array): boolean {
  const multipliers = multipliersOf(chain, sides, slopes);
  let [gain, sample, side] = [SMALL, -1, 0];
  for (const { index, multiplier } of multipliers) {
    const [up, down] = [chain.targets[index] * (1 - multiplier), chain.targets[index] * (multiplier - slope)];
    const scale = Math.abs(chain.targets[index]);
    if (up / scale > gain) [gain, sample, side] = [up / scale, index, 1];
    if (down / scale > gain) [gain, sample, side] = [down / scale, index, -1];
  }
  if (sample >= 0) sides[sample] = side;
  return sample >= 0;
}

/** tau with slopes + sum_j tau_j t_j x_j along b, least squares over the pinned samples. */
function multipliersOf(
  chain: ScalarChain,
  sides: Int8Array,
  slopes: Float64Array,
): { readonly index: number; readonly multiplier: number }[] {
  const indices = [...sides.keys()].filter((i) => sides[i] === 0 && chain.targets[i] !== 0);
  const rows = indices.map((i) => chain.inputs.row(i));
  const coefficients = spanCoefficients(rows, slopes);
  return indices.map((index, k) => ({ index, multiplier: -coefficients[k] / chain.targets[index] }));
}

function summary(chain: ScalarChain, slope: number, { b, sides }: Position): ScalarMaximum {
  const slopes = slopesOn(chain, slope, sides);
  let gradient = slopes;
  for (const { index, multiplier } of multipliersOf(chain, sides, slopes)) {
    const clarke = Math.min(1, Math.max(slope, multiplier));
    gradient = plus(gradient, clarke * chain.targets[index], chain.inputs.row(index));
  }
  const value = dot(slopes, b);
  const length = Math.hypot(...gradient);
  return {
    direction: b,
    value,
    residual: length > 0 ? Math.hypot(...plus(gradient, -dot(gradient, b), b)) / length : 0,
    pinned: [...sides.keys()].filter((i) => sides[i] === 0),
  };
}

/** Gradient of g without the pinned samples. */
function slopesOn({ inputs, targets }: ScalarChain, slope: number, sides: Int8Array): Float64Array {
  const result = new Float64Array(inputs.cols);
  sides.forEach((side, i) => {
    if (side === 0) return;
    const factor = targets[i] * (side > 0 ? 1 : slope);
    const row = inputs.row(i);
    for (let j = 0; j < result.length; j++) result[j] += factor * row[j];
  });
  return result;
}

function pinnedRows({ inputs }: ScalarChain, sides: Int8Array): Float64Array[] {
  return [...sides.keys()].flatMap((i) => (sides[i] === 0 ? [inputs.row(i)] : []));
}

/** Orthonormal basis of the span; dependent vectors are dropped. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const vector of vectors) {
    const rest = withoutSpan(withoutSpan(vector, basis), basis);
    const direction = unit(rest);
    if (direction && Math.hypot(...rest) > 1e-12 * Math.hypot(...vector)) basis.push(direction);
  }
  return basis;
}

function withoutSpan(vector: Float64Array, basis: readonly Float64Array[]): Float64Array {
  return basis.reduce((rest, direction) => plus(rest, -dot(rest, direction), direction), vector);
}

/** Coefficients of the part of `vector` in the span of the rows, by Gram-Schmidt and back substitution; 0 for dependent rows. */
function spanCoefficients(rows: readonly Float64Array[], vector: Float64Array): Float64Array {
  const kept: number[] = [];
  const basis: Float64Array[] = [];
  rows.forEach((row, k) => {
    const rest = withoutSpan(withoutSpan(row, basis), basis);
    if (!(Math.hypot(...rest) > 1e-12 * Math.hypot(...row))) return;
    basis.push(unit(rest)!);
    kept.push(k);
  });
  const result = new Float64Array(rows.length);
  let remaining = vector;
  for (let k = kept.length - 1; k >= 0; k--) {
    const row = rows[kept[k]];
    result[kept[k]] = dot(remaining, basis[k]) / dot(row, basis[k]);
    remaining = plus(remaining, -result[kept[k]], row);
  }
  return result;
}
