import { best, dot, plus, type ScalarChain, type ScalarMaximum, startsOf, unit } from './scalar-chain';

/**
 * max over |b| = 1 of g(b) = sum_i t_i S(b . x_i) with S(z) = z for z > 0 and slope z below. Between the planes b . x_i = 0 g is linear and
 * its maximum known, so b follows great circles from plane to plane, crosses where g goes on rising, is pinned where it would fall, and
 * leaves a plane whose multiplier is outside [slope, 1]. g never falls; where it stops a Clarke gradient is along b. Source:
 * docs/theory/early-direction.md 4.
 */
export function piecewiseLinearMaximum(chain: ScalarChain, slope: number): ScalarMaximum {
  const { inputs, targets } = chain;
  const samples = { rows: Array.from({ length: inputs.rows }, (_, i) => inputs.row(i)), targets, slope };
  const maxima = startsOf(chain).map((start) => ascend(samples, start));
  return best(maxima, inputs.cols);
}

interface Samples {
  readonly rows: readonly Float64Array[];
  readonly targets: Float64Array;
  /** Of S below 0. */
  readonly slope: number;
}

interface Position {
  b: Float64Array;
  /** Which side of each sample's plane b is on; 0: pinned to it. */
  readonly sides: Int8Array;
}

/** Angles and multipliers closer than this count as equal. */
const SMALL = 1e-13;

function ascend(samples: Samples, start: Float64Array): ScalarMaximum {
  const { rows } = samples;
  const position = { b: start, sides: Int8Array.from(rows, (row) => (dot(row, start) > 0 ? 1 : -1)) };
  for (let step = 0; step < 50 * rows.length + 200; step++) {
    const slopes = slopesOn(samples, position.sides);
    const basis = orthonormal(pinnedRows(samples, position.sides));
    const ascent = withoutSpan(slopes, basis);
    const target = unit(ascent);
    // Rounding is all that is left where the pinned samples span everything.
    if (!target || Math.hypot(...ascent) <= SMALL * Math.hypot(...slopes)) break;
    const across = plus(target, -dot(target, position.b), position.b);
    const [sine, cosine] = [Math.hypot(...across), dot(target, position.b)];
    if (sine < SMALL) {
      if (cosine > 0) position.b = target;
      if (!release(samples, position, slopes)) break;
    } else move(samples, position, { tangent: unit(across)!, angle: Math.atan2(sine, cosine), target });
  }
  return summary(samples, position);
}

interface Arc {
  readonly tangent: Float64Array;
  readonly angle: number;
  readonly target: Float64Array;
}

/** To the end of the arc or to the first plane on it. */
function move(samples: Samples, position: Position, { tangent, angle, target }: Arc): void {
  const { rows } = samples;
  const { b, sides } = position;
  let first = angle;
  let sample = -1;
  for (let i = 0; i < rows.length; i++) {
    if (sides[i] === 0) continue;
    const row = rows[i];
    const distance = sides[i] * dot(row, b);
    const approach = -sides[i] * dot(row, tangent);
    if (Math.max(distance, approach) <= SMALL * Math.sqrt(dot(row, row))) continue;
    const crossing = Math.atan2(Math.max(0, distance), approach);
    if (crossing >= first) continue;
    first = crossing;
    sample = i;
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
  const ascent = withoutSpan(slopesOn(samples, sides), orthonormal(pinnedRows(samples, sides)));
  // Pinned where the ascent beyond the plane leads back to it.
  if (sides[sample] * dot(rows[sample], ascent) <= 0) sides[sample] = 0;
}

/** Lets go of the pinned sample that gains most; false when none does, which is the end. */
function release(samples: Samples, { sides }: Position, slopes: Float64Array): boolean {
  const { targets, slope } = samples;
  const multipliers = multipliersOf(samples, sides, slopes);
  let [gain, sample, side] = [SMALL, -1, 0];
  for (const { index, multiplier } of multipliers) {
    const [up, down] = [targets[index] * (1 - multiplier), targets[index] * (multiplier - slope)];
    const scale = Math.abs(targets[index]);
    if (up / scale > gain) [gain, sample, side] = [up / scale, index, 1];
    if (down / scale > gain) [gain, sample, side] = [down / scale, index, -1];
  }
  if (sample >= 0) sides[sample] = side;
  return sample >= 0;
}

/** tau with slopes + sum_j tau_j t_j x_j along b, least squares over the pinned samples. */
function multipliersOf(
  { rows, targets }: Samples,
  sides: Int8Array,
  slopes: Float64Array,
): { readonly index: number; readonly multiplier: number }[] {
  const indices = pinnedTo(sides).filter((i) => targets[i] !== 0);
  const coefficients = spanCoefficients(
    indices.map((i) => rows[i]),
    slopes,
  );
  return indices.map((index, k) => ({ index, multiplier: -coefficients[k] / targets[index] }));
}

function summary(samples: Samples, { b, sides }: Position): ScalarMaximum {
  const { rows, targets, slope } = samples;
  const slopes = slopesOn(samples, sides);
  let gradient = slopes;
  for (const { index, multiplier } of multipliersOf(samples, sides, slopes)) {
    const clarke = Math.min(1, Math.max(slope, multiplier));
    gradient = plus(gradient, clarke * targets[index], rows[index]);
  }
  const value = dot(slopes, b);
  const length = Math.hypot(...gradient);
  return {
    direction: b,
    value,
    residual: length > 0 ? Math.hypot(...plus(gradient, -dot(gradient, b), b)) / length : 0,
    pinned: pinnedTo(sides),
  };
}

/** Gradient of g without the pinned samples. */
function slopesOn({ rows, targets, slope }: Samples, sides: Int8Array): Float64Array {
  const result = new Float64Array(rows[0].length);
  for (let i = 0; i < rows.length; i++) {
    if (sides[i] === 0) continue;
    const factor = targets[i] * (sides[i] > 0 ? 1 : slope);
    const row = rows[i];
    for (let j = 0; j < result.length; j++) result[j] += factor * row[j];
  }
  return result;
}

function pinnedRows({ rows }: Samples, sides: Int8Array): Float64Array[] {
  return pinnedTo(sides).map((i) => rows[i]);
}

function pinnedTo(sides: Int8Array): number[] {
  const pinned: number[] = [];
  for (let i = 0; i < sides.length; i++) if (sides[i] === 0) pinned.push(i);
  return pinned;
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
