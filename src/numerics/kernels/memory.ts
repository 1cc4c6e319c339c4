// Arrays of float64 are addresses; an index counts elements, never bytes.

@inline
export function address(base: usize, index: i32): usize {
  return base + ((<usize>index) << 3);
}

/** Address of row `row` of a row-major matrix whose rows start `stride` elements apart. */
@inline
export function rowAddress(base: usize, row: i32, stride: i32): usize {
  return base + (((<usize>row) * (<usize>stride)) << 3);
}

@inline
export function get(base: usize, index: i32): f64 {
  return load<f64>(address(base, index));
}

@inline
export function set(base: usize, index: i32, value: f64): void {
  store<f64>(address(base, index), value);
}

@inline
export function clear(base: usize, count: i32): void {
  memory.fill(base, 0, (<usize>count) << 3);
}

@inline
export function copy(target: usize, source: usize, count: i32): void {
  memory.copy(target, source, (<usize>count) << 3);
}
