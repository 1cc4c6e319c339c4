// Eigenvalues of symmetric matrices by our kernels on one thread, by ml-matrix and by numpy: CPU seconds and what they amount to a second.
import { EigenvalueDecomposition, Matrix as OtherMatrix } from 'ml-matrix';
import { importSource } from '../scripts/import-source.js';
import { runPython } from './measure.js';
import { figure, table } from './results.js';
import { fileURLToPath } from 'node:url';

const recipe = fileURLToPath(new URL('python/eigenvalues.py', import.meta.url));
const sizes = [500, 1000, 2000, 4000];
/** ml-matrix takes too long beyond. */
const largestOther = 500;
/** All vectors take too long beyond. */
const largestVectors = 2000;

export async function eigenvalues({ numpy }) {
  const { Matrix, symmetricEigenvalues, symmetricEigen, revealRelaxedSimd, withRelaxedSimd } = await importSource(
    'src/numerics/matrix',
    'src/numerics/symmetric-eigen',
    'src/numerics/kernel-module',
    'src/worker/relaxed-simd.node',
  );
  // As every analysis thread does.
  revealRelaxedSimd(withRelaxedSimd);
  const python = numpy ? peers(numpy) : [];
  // The engine compiles first.
  symmetricEigen(new Matrix(200, 200, randomSymmetric(200)));
  const rows = sizes.map((size) => {
    const entries = randomSymmetric(size);
    const matrix = new Matrix(size, size, entries);
    const values = least(size, () => symmetricEigenvalues(matrix));
    const vectors = size <= largestVectors ? least(size, () => symmetricEigen(matrix)) : undefined;
    const other = size <= largestOther ? cpuSeconds(() => decompose(size, entries)) : undefined;
    const peer = python.find((each) => each.size === size);
    return [
      String(size),
      figure(values),
      figure(((4 / 3) * size ** 3) / values / 1e9),
      figure(vectors),
      figure(other),
      figure(peer?.values),
      figure(peer && values / peer.values),
      figure(peer?.vectors && vectors / peer.vectors),
    ];
  });
  const titles = ['n', 'values', 'GF/s', 'all vectors too', 'ml-matrix, both', 'numpy values'];
  return [
    '## Symmetric eigenvalues',
    'CPU seconds, one thread here; numpy with one thread. GF/s: 4/3 n^3 operations of a reduction to tridiagonal form over the seconds for the values. ' +
      'Targets: values within 1.5 times, vectors within 2 times numpy.',
    table([...titles, 'values: ours / numpy', 'vectors: ours / numpy'], rows),
  ];
}

function peers(python) {
  // OpenBLAS reads it when it is loaded.
  process.env.OPENBLAS_NUM_THREADS = '1';
  const { rows } = JSON.parse(runPython(python, [recipe, ...[largestVectors, ...sizes].map(String)], '.').out);
  delete process.env.OPENBLAS_NUM_THREADS;
  return rows;
}

function decompose(size, entries) {
  return new EigenvalueDecomposition(OtherMatrix.from1DArray(size, size, entries), { assumeSymmetric: true });
}

/** Of three runs where they are short: what disturbs a run only adds to it. */
function least(size, work) {
  return Math.min(...Array.from({ length: size <= 1000 ? 3 : 1 }, () => cpuSeconds(work)));
}

export function cpuSeconds(work) {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
}

/** Entries of a fixed sequence, even over [-1, 1]. */
export function randomSymmetric(size) {
  const entries = new Float64Array(size * size);
  let state = size;
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      entries[i * size + j] = entries[j * size + i] = state / 2 ** 31 - 1;
    }
  return entries;
}
