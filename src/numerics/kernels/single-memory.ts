// Arrays of float32 are addresses; an index counts elements, never bytes. As memory.ts.

@inline
export function singleAddress(base: usize, index: i32): usize {
  return base + ((<usize>index) << 2);
}

/** Address of row `row` of a row-major matrix whose rows start `stride` elements apart. */
@inline
export function singleRow(base: usize, row: i32, stride: i32): usize {
  return base + (((<usize>row) * (<usize>stride)) << 2);
}

@inline
export function getSingle(base: usize, index: i32): f32 {
  return load<f32>(singleAddress(base, index));
}

@inline
export function setSingle(base: usize, index: i32, value: f32): void {
  store<f32>(singleAddress(base, index), value);
}

/** x y + sum, as multiplyAdd of vector.ts. */
@inline
export function multiplyAddSingle(x: v128, y: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(x, y, sum);
  return f32x4.add(sum, f32x4.mul(x, y));
}

@inline
export function sumSingleLanes(v: v128): f32 {
  return (
    f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
  );
}
