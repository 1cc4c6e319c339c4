export function dot(a: Float64Array, b: Float64Array): number {
  // Independent sums keep the processor busy.
  let [first, second, third, fourth] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 4 <= a.length; i += 4) {
    first += a[i] * b[i];
    second += a[i + 1] * b[i + 1];
    third += a[i + 2] * b[i + 2];
    fourth += a[i + 3] * b[i + 3];
  }
  for (; i < a.length; i++) first += a[i] * b[i];
  return first + second + (third + fourth);
}

export function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

/** In place. */
export function scale(vector: Float64Array, factor: number): void {
  for (let i = 0; i < vector.length; i++) vector[i] *= factor;
}

/** target += factor * vector */
export function addTo(target: Float64Array, vector: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * vector[i];
}

/** sum_i factor_i vector_i */
export function combination(vectors: readonly Float64Array[], factors: ArrayLike<number>): Float64Array {
  const result = new Float64Array(vectors[0]?.length ?? 0);
  let at = 0;
  for (; at + 4 <= vectors.length; at += 4) {
    const [a, b, c, d] = [vectors[at], vectors[at + 1], vectors[at + 2], vectors[at + 3]];
    const [alongA, alongB, alongC, alongD] = [factors[at], factors[at + 1], factors[at + 2], factors[at + 3]];
    for (let i = 0; i < result.length; i++)
      result[i] += alongA * a[i] + alongB * b[i] + (alongC * c[i] + alongD * d[i]);
  }
  for (; at < vectors.length; at++) addTo(result, vectors[at], factors[at]);
  return result;
}

/** vector -= sum_b (b . vector) b over an orthonormal basis, in place; four of its vectors at a time, which reads memory least. */
export function removeComponents(vector: Float64Array, basis: readonly Float64Array[]): void {
  let at = 0;
  for (; at + 4 <= basis.length; at += 4) removeFour(vector, basis[at], basis[at + 1], basis[at + 2], basis[at + 3]);
  for (; at < basis.length; at++) addTo(vector, basis[at], -dot(vector, basis[at]));
}

function removeFour(vector: Float64Array, a: Float64Array, b: Float64Array, c: Float64Array, d: Float64Array): void {
  const { length } = vector;
  // Two sums for each: adding them up one after the other would take longer and round more.
  let [evenA, evenB, evenC, evenD] = [0, 0, 0, 0];
  let [oddA, oddB, oddC, oddD] = [0, 0, 0, 0];
  for (let i = 0; i < length; i += 2) {
    const even = vector[i];
    evenA += even * a[i];
    evenB += even * b[i];
    evenC += even * c[i];
    evenD += even * d[i];
    if (i + 1 === length) break;
    const odd = vector[i + 1];
    oddA += odd * a[i + 1];
    oddB += odd * b[i + 1];
    oddC += odd * c[i + 1];
    oddD += odd * d[i + 1];
  }
  const [alongA, alongB, alongC, alongD] = [evenA + oddA, evenB + oddB, evenC + oddC, evenD + oddD];
  for (let i = 0; i < length; i++) vector[i] -= alongA * a[i] + alongB * b[i] + (alongC * c[i] + alongD * d[i]);
}

/** What stays of a vector after projection, beside its length, when it lies in the span of the others. */
const DEPENDENT = 2 ** -40;

/** Orthonormal vectors, wherever they are. */
interface Removal {
  /** As removeComponents. */
  removeFrom(vector: Float64Array): void;
}

/**
 * Orthonormal vectors that together with `basis` (orthonormal) span what it and the candidates span: as many as the candidates add
 * dimensions. Each is orthogonalised twice.
 */
export function orthonormalised(
  candidates: readonly Float64Array[],
  basis: readonly Float64Array[] | Removal = [],
): Float64Array[] {
  const found: Float64Array[] = [];
  for (const candidate of candidates) {
    const vector = candidate.slice();
    const before = norm(vector);
    if (!(before > 0)) continue;
    scale(vector, 1 / before);
    const remove = () => {
      if ('removeFrom' in basis) basis.removeFrom(vector);
      else removeComponents(vector, basis);
      removeComponents(vector, found);
    };
    remove();
    remove();
    const after = norm(vector);
    if (!(after > DEPENDENT)) continue;
    scale(vector, 1 / after);
    remove();
    scale(vector, 1 / norm(vector));
    found.push(vector);
  }
  return found;
}
