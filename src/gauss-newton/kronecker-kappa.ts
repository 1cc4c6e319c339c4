import { ResidentBasis } from '../numerics/basis';
import { Lanczos, type LanczosRun } from '../numerics/lanczos';
import { lobpcg } from '../numerics/lobpcg';
import { Matrix } from '../numerics/matrix';
import { multiply, multiplyTransposed } from '../numerics/products';
import { randomStream } from '../numerics/random';
import { addTo, dot, norm, orthonormalised } from '../numerics/vectors';
import { type Machine, withKernels } from '../numerics/wasm';
import { gramError, kappaInterval } from './certified-singular-values';
import { type FlagCoordinates, flagCoordinates, traceOf } from './kronecker-flags';
import { KroneckerPreconditioner } from './kronecker-preconditioner';
import { KroneckerProduct, masked } from './kronecker-product';
import { type KroneckerSum, termSquares } from './kronecker-sum';
import { SingleKroneckerProduct } from './kronecker-single-product';
import type { MeasuredKappa } from './measured-kappa';

/** Vectors that the search for the bottom carries: it clusters. */
const BLOCK = 3;
const STEPS = 300;
const TOLERANCE = 1e-11;
const TOP: LanczosRun = { minSteps: 10, maxSteps: STEPS, tolerance: TOLERANCE };
/** Products with the preconditioner for a vector to begin with. */
const SMOOTHING = 8;
/** With the sum until both ends are found, about. */
const PRODUCTS = 100;
/** Of products in float32, beside lambda_max. */
const SINGLE_ROUNDING = 2 ** -20;
/** Relative errors from here on mean that rounding may decide the rank. */
const CERTAIN = 1e-3;

/**
 * Both ends of the spectrum of a linear network from products with its Kronecker sum, which never is a matrix: lambda_max by
 * Lanczos, the smallest nonzero eigenvalue by LOBPCG on the range. Undefined where the range is not beyond doubt, or the iterations do not
 * settle. `vectors` belong to J J^T on the rows of the second moment's factor. Source: docs/theory/gauss-newton.md 1.3, 9.
 */
export function kroneckerKappa(sum: KroneckerSum): MeasuredKappa | undefined {
  const coordinates = sum.terms.length > 0 ? flagCoordinates(sum) : undefined;
  if (!coordinates || coordinates.extents.length === 0) return undefined;
  const found = withKernels((kernels, arena) => bothEnds(coordinates, { kernels, arena }), operationsOf(sum));
  if (!found) return undefined;
  const { largest, bottom, rank } = found;
  const [smallest] = bottom.values;
  const kappa = largest.value / smallest;
  const relativeError = gramError(rank, kappa) + bottom.error / smallest;
  if (!(relativeError < CERTAIN)) return undefined;
  const ends = [found.top, bottom.vectors[0]].map((vector) => onRows(vector, coordinates));
  return {
    rank,
    lambdaMax: largest.value,
    lambdaMin: smallest,
    kappa,
    interval: kappaInterval(kappa, relativeError + largest.error / largest.value),
    relativeError,
    trace: traceOfSum(sum),
    side: 'rows',
    values: Float64Array.of(largest.value, smallest),
    vectors: (indices) => indices.map((index) => ends[index]),
    steps: { top: largest.steps, bottom: bottom.steps },
  };
}

/** In flag coordinates; undefined where the preconditioner is not definite. */
function bothEnds(coordinates: FlagCoordinates, machine: Machine) {
  const rank = coordinates.extents.reduce((total, extent) => total + extent, 0);
  const block = Math.min(BLOCK, rank);
  const preconditioner = KroneckerPreconditioner.of(coordinates);
  if (!preconditioner) return undefined;
  const product = new KroneckerProduct(coordinates, block, machine);
  const single = new SingleKroneckerProduct(coordinates, product.free, machine);
  const { largest, vector: top } = largestEnd(product, single, machine);
  if (!(largest.value > 0)) return undefined;
  const bottom = lobpcg(
    {
      times: (vectors) => product.times(vectors),
      precondition: (vectors) => preconditioner.apply(vectors),
      start: firstGuess(preconditioner, product, block),
      norm: largest.value,
      newBasis: () => new ResidentBasis(product.size, machine),
    },
    { maxSteps: STEPS, tolerance: TOLERANCE },
  );
  preconditioner.release();
  return { rank, largest, top, bottom };
}

/** By products in float32; where one in float64 does not certify what they found, by such products alone. */
function largestEnd(product: KroneckerProduct, single: SingleKroneckerProduct, machine: Machine) {
  const { size } = product;
  const rough = new Lanczos(size, (vector) => single.times(vector), 1, new ResidentBasis(size, machine));
  const found = rough.run(TOP);
  const vector = rough.vector();
  const [image] = product.times([vector]);
  const value = dot(vector, image);
  addTo(image, vector, -value);
  const residual = norm(image);
  const gap = value - found.next - SINGLE_ROUNDING * value;
  const error = gap > residual ? residual ** 2 / gap : residual;
  if (error <= TOP.tolerance * value) return { largest: { value, residual, error, steps: found.steps }, vector };
  const times = (from: Float64Array) => product.times([from])[0];
  const exact = new Lanczos(size, times, 1, new ResidentBasis(size, machine));
  const largest = exact.run(TOP);
  return { largest, vector: exact.vector() };
}

/** Floating-point operations, expected. */
function operationsOf({ outputs, rank, terms }: KroneckerSum): number {
  return 2 * PRODUCTS * terms.length * outputs * rank * (outputs + rank);
}

/**
 * The bottom as the preconditioner has it, which costs little, and a random vector that it has smoothed: so that what the preconditioner
 * puts elsewhere is not missed.
 */
function firstGuess(preconditioner: KroneckerPreconditioner, { size, free }: KroneckerProduct, count: number) {
  let random: readonly Float64Array[] = [masked(randomStream(1, 'kronecker').normals(size), free)];
  for (let pass = 0; pass < SMOOTHING; pass++) random = orthonormalised(preconditioner.apply(random));
  return [...preconditioner.bottom(count - 1), ...random];
}

/** sum_l tr(A_l) tr(B_l) */
function traceOfSum(sum: KroneckerSum): number {
  const { left, data } = termSquares(sum);
  return left.reduce((total, square, l) => total + traceOf(square) * traceOf(data[l]), 0);
}

/** V M^T U^T flattened: for every row of the data's factor its outputs. */
function onRows(vector: Float64Array, { outputBasis, dataBasis, extents }: FlagCoordinates): Float64Array {
  const p = extents.length;
  const turned = new Matrix(p, vector.length / p, vector).transpose();
  return multiplyTransposed(dataBasis ? multiply(dataBasis, turned) : turned, outputBasis).data;
}
