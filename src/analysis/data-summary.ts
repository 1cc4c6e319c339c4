import type { SecondMomentFactor } from '../gauss-newton/second-moment-factor';
import { Matrix } from '../numerics/matrix';
import { memoise } from '../numerics/memoise';
import { multiply } from '../numerics/products';
import { dot } from '../numerics/vectors';
import type { Architecture } from '../spec/architecture';
import type { DataSummary } from '../report/report';

const GOLDEN_RATIO = 1.618033988749895;
const FEW_ENTRIES = 32;

/** Facts about the inputs (n x d) that the data rules read; `moment` is the factor of their second moment without a constant. */
export function summariseData({ data }: Architecture, inputs: Matrix, moment: SecondMomentFactor): DataSummary {
  const { eigenvalues } = moment;
  return {
    source: data.source.kind,
    samples: inputs.rows,
    dimension: inputs.cols,
    rank: eigenvalues.length,
    kappaSigma: eigenvalues.length > 0 ? eigenvalues[0] / eigenvalues[eigenvalues.length - 1] : null,
    meanShare: eigenvalues.length > 0 ? meanSquareOf(inputs) / sumOf(eigenvalues) : 0,
    ...factsOf(inputs),
  };
}

const factsOf = memoise((inputs: Matrix) => ({
  ...repeatedSamples(inputs),
  constantFeatures: constantFeatures(inputs),
}));

/** |mean|^2; over trace(Sigma) it is the mean's share. */
const meanSquareOf = memoise((inputs: Matrix) => {
  const shares = new Matrix(1, inputs.rows, new Float64Array(inputs.rows).fill(1 / inputs.rows));
  const { data: mean } = multiply(shares, inputs);
  return dot(mean, mean);
});

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Samples that repeat an earlier one, and samples whose negative came earlier; compared exactly. */
function repeatedSamples(inputs: Matrix): { duplicates: number; antipodal: number } {
  const rows = Array.from({ length: inputs.rows }, (_, i) => inputs.row(i));
  const step = Math.max(1, Math.floor(inputs.cols / FEW_ENTRIES));
  // Few entries tell most samples apart; those that they do not are told apart by all of them, or are the same.
  const suspects = alike(rows, step).flatMap((group) => alike(group, 1));
  let duplicates = 0;
  let antipodal = 0;
  for (const group of suspects) {
    const distinct: Float64Array[] = [];
    for (const row of group) {
      if (distinct.some((earlier) => isMultiple(earlier, row, 1))) {
        duplicates++;
        continue;
      }
      if (distinct.some((earlier) => isMultiple(earlier, row, -1))) antipodal++;
      distinct.push(row);
    }
  }
  return { duplicates, antipodal };
}

/** Groups of at least two samples, in their order, that every `step`-th entry does not tell apart, up to the sign. */
function alike(rows: readonly Float64Array[], step: number): Float64Array[][] {
  const groups = new Map<number, Float64Array[]>();
  for (const row of rows) {
    const key = magnitude(row, step);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** The same for a sample and its negative, hardly ever for others. */
function magnitude(row: Float64Array, step: number): number {
  let sum = 0;
  for (let j = 0; j < row.length; j += step) sum += Math.abs(row[j]) * (1 + ((j * GOLDEN_RATIO) % 1));
  return sum;
}

function isMultiple(a: Float64Array, b: Float64Array, factor: 1 | -1): boolean {
  for (let j = 0; j < a.length; j++) if (a[j] !== factor * b[j]) return false;
  return true;
}

function constantFeatures(inputs: Matrix): number {
  let count = 0;
  for (let j = 0; j < inputs.cols; j++) {
    let same = true;
    for (let i = 1; i < inputs.rows && same; i++) same = inputs.get(i, j) === inputs.get(0, j);
    if (same) count++;
  }
  return count;
}
