/** Random linear networks of every kind that the bounds must survive. */
import type { KroneckerSum } from '../../src/gauss-newton/kronecker-sum';
import { Matrix } from '../../src/numerics/matrix';
import { multiply } from '../../src/numerics/products';
import { randomStream } from '../../src/numerics/random';
import { assemble, chainSum, plusIdentity, skipSum } from './reference-linear';

export const kinds = [
  'wide chain',
  'any chain',
  'bottleneck',
  'singular weights',
  'few samples',
  'correlated data',
  'residual chain',
  'skip over two',
  'parallel branches',
  'frozen layers',
] as const;
export type Kind = (typeof kinds)[number];

/** The network of this kind, depth (1 to 5) and seed. */
export function randomSum(kind: Kind, depth: number, seed: number): KroneckerSum {
  const draw = drawer(seed);
  const d = draw.integer(1, 5);
  const k = draw.integer(1, 4);
  const n = kind === 'few samples' ? draw.integer(1, d) : d + draw.integer(0, 4);
  const scales = Array.from({ length: d }, () => (kind === 'correlated data' ? 10 ** draw.integer(-3, 0) : 1));
  const inputs = multiply(draw.matrix(n, d), Matrix.diagonal(scales));
  const width = () => {
    if (kind === 'bottleneck') return draw.integer(1, 3);
    return kind === 'any chain' ? draw.integer(1, 7) : Math.max(d, k) + draw.integer(0, 3);
  };
  if (kind === 'skip over two') {
    const blocks = Array.from({ length: Math.ceil(depth / 2) }, () => {
      const inner = draw.integer(1, d + 2);
      return [draw.matrix(inner, d), draw.matrix(d, inner)];
    });
    return skipSum(blocks, draw.integer(-2, 2) / 2, inputs);
  }
  if (kind === 'residual chain') {
    const beta = draw.integer(-4, 4) / 2;
    return chainSum(
      Array.from({ length: depth }, () => plusIdentity(draw.matrix(d, d), beta)),
      inputs,
    );
  }
  if (kind === 'parallel branches') return parallelSum(draw, [d, width(), k], draw.integer(1, 4), inputs);
  const widths = [d, ...Array.from({ length: depth - 1 }, width), k];
  const weights = widths.slice(1).map((rows, l) => {
    const weight = draw.matrix(rows, widths[l]);
    return kind === 'singular weights' && draw.integer(0, 2) === 0 ? withRepeatedRow(weight) : weight;
  });
  const sum = chainSum(weights, inputs);
  if (kind !== 'frozen layers') return sum;
  const frozen = draw.integer(0, depth);
  return { ...sum, terms: sum.terms.filter((_, l) => l !== frozen || depth === 1) };
}

/** x -> H (B2 B1 + P) S x: a stem, a branch beside a projection, a head. */
function parallelSum(draw: Drawer, [d, m, k]: readonly number[], inner: number, inputs: Matrix): KroneckerSum {
  const out = m + draw.integer(-1, 1) || 1;
  const stem = draw.matrix(m, d);
  const first = draw.matrix(inner, m);
  const second = draw.matrix(out, inner);
  const projection = draw.matrix(out, m);
  const head = draw.matrix(k, out);
  const branch = multiply(second, first);
  const both = new Matrix(
    out,
    m,
    branch.data.map((value, i) => value + projection.data[i]),
  );
  const factors = [
    { left: multiply(head, both), right: Matrix.identity(d) },
    { left: multiply(head, second), right: stem },
    { left: head, right: multiply(first, stem) },
    { left: head, right: stem },
    { left: Matrix.identity(k), right: multiply(both, stem) },
  ];
  const trained = draw.integer(0, 2) === 0 ? factors.slice(1, 3) : factors;
  return assemble(
    trained.map((factor, layer) => ({ layer, ...factor })),
    inputs,
    false,
  );
}

/** Singular, without rounding: the last row repeats twice the first. */
function withRepeatedRow(weight: Matrix): Matrix {
  const result = weight.clone();
  if (weight.rows > 1) result.row(weight.rows - 1).set(weight.row(0).map((value) => 2 * value));
  return result;
}

interface Drawer {
  matrix(rows: number, cols: number): Matrix;
  /** Inclusive. */
  integer(from: number, to: number): number;
}

function drawer(seed: number): Drawer {
  const stream = randomStream(seed, 'network');
  let used = 0;
  return {
    matrix: (rows, cols) => {
      const values = stream.normals(rows * cols, used);
      used += rows * cols;
      return new Matrix(rows, cols, values);
    },
    integer: (from, to) => from + Math.floor(stream.uniforms(1, used++)[0] * (to - from + 1)),
  };
}
