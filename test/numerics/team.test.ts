import { describe, expect, test } from 'vitest';
import { Arena } from '../../src/numerics/arena';
import { tridiagonaliseByBand } from '../../src/numerics/band-form';
import { factorInPlace, factorSingleInPlace } from '../../src/numerics/cholesky';
import { kernelModule } from '../../src/numerics/kernel-module';
import { Matrix } from '../../src/numerics/matrix';
import { parallelKernels } from '../../src/numerics/parallel-kernels';
import { gram } from '../../src/numerics/products';
import { allowHelpers, type StartHelper, Team } from '../../src/numerics/team';
import { type Kernels, prepareThreads, withKernels } from '../../src/numerics/wasm';
import { Instance, Memory } from '../../src/numerics/web-assembly';
import { startHelper } from '../../src/worker/helper-thread.node';
import { randomMatrix } from './support';

const drawn = new Map<string, Float64Array>();

/** Random entries, drawn once. */
function entries(rows: number, cols: number, seed: number): Float64Array {
  const key = `${rows} ${cols} ${seed}`;
  const known = drawn.get(key) ?? randomMatrix(rows, cols, seed).data;
  drawn.set(key, known);
  return known;
}

interface Exports extends Kernels {
  readonly heapStart: { readonly value: number };
  readonly scratchBytes: { readonly value: number };
}

/** A team on a memory of its own, and places for three matrices. `adapt`: what the caller runs instead of the kernels. */
function teamOf(start: StartHelper, helpers: number, adapt = (kernels: Kernels) => kernels) {
  allowHelpers(start, helpers);
  const memory = new Memory({ initial: 800, maximum: 800, shared: true });
  const kernels = new Instance(kernelModule(true), { env: { memory } }).exports as unknown as Exports;
  const team = new Team(adapt(kernels), memory);
  allowHelpers(start, 0);
  const free = Math.ceil((kernels.heapStart.value + 4 * kernels.scratchBytes.value) / 16) * 16;
  const places = [0, 1, 2].map((i) => free + i * 2 ** 23);
  const view = (place: number, count: number) => new Float64Array(memory.buffer, place, count);
  return { team, kernels, places, view, arenaFrom: (place: number) => new Arena(memory, place) };
}

async function withHelpers(helpers: number, adapt?: (kernels: Kernels) => Kernels) {
  const created = teamOf(startHelper, helpers, adapt);
  while (created.team.size < 1 + helpers) await new Promise((resolve) => setTimeout(resolve, 5));
  return created;
}

/** The same bits; Vitest compares entry by entry, which takes seconds. */
const isSame = (a: Float64Array, b: Float64Array) => Buffer.from(a.buffer).equals(Buffer.from(b.buffer));

/** C + alpha A B^T (or A^T's with `transposed`) in the team's memory. */
function product(
  { places: [a, b, c], view }: ReturnType<typeof teamOf>,
  chosen: Kernels,
  { m, n, k, alpha = 1, lower = false, transposed = false }: Shape,
): Float64Array {
  view(a, m * k).set(entries(m, k, 1));
  view(b, n * k).set(entries(n, k, lower ? 1 : 2));
  view(c, m * n).set(entries(m, n, 3));
  const [row, column] = transposed ? [1, m] : [k, 1];
  chosen.gemm(m, n, k, alpha, a, row, column, b, 1, k, c, n, lower);
  return lowerPart(new Matrix(m, n, view(c, m * n).slice()), lower);
}

interface Shape {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly alpha?: number;
  readonly lower?: boolean;
  readonly transposed?: boolean;
}

function lowerPart(c: Matrix, lower: boolean): Float64Array {
  if (lower) for (let i = 0; i < c.rows; i++) c.row(i).fill(0, i + 1);
  return c.data;
}

const SHAPES: readonly Shape[] = [
  { m: 300, n: 300, k: 300 },
  { m: 301, n: 299, k: 301, alpha: -1 },
  { m: 1000, n: 40, k: 300, alpha: 0.3 },
  { m: 40, n: 1000, k: 300, transposed: true },
  { m: 601, n: 601, k: 63, lower: true, alpha: -1 },
];

describe('threads on one memory', () => {
  test.each([1, 2])(
    '%i helpers: products, Gram matrices and factors as without them, to the last bit',
    async (helpers) => {
      const created = await withHelpers(helpers);
      const { team, kernels, places, view } = created;
      const parallel = parallelKernels(kernels, team);
      for (const shape of SHAPES) {
        const truth = product(created, kernels, shape);
        expect(isSame(product(created, parallel, shape), truth), JSON.stringify(shape)).toBe(true);
      }
      const weighted = (chosen: Kernels) => {
        const [factor, packed, c] = places;
        const [rows, length, perSample] = [602, 300, 7];
        view(factor, rows * length).set(entries(rows, length, 1));
        for (let at = 0; at < rows * length; at += 3) view(factor, rows * length)[at] = 0;
        chosen.packRows(rows, length, factor, packed);
        view(factor, (rows * rows) / perSample).set(entries(rows / perSample, rows, 2));
        view(c, rows * rows).set(entries(rows, rows, 3));
        chosen.addWeightedGram(0, rows, rows, length, packed, perSample, 0, factor, rows, c, rows);
        return lowerPart(new Matrix(rows, rows, view(c, rows * rows).slice()), true);
      };
      expect(isSame(weighted(parallel), weighted(kernels))).toBe(true);
      const sparse = (chosen: Kernels) => {
        const [a, b, c] = places;
        const [m, n, k] = [401, 300, 301];
        view(a, m * k).set(entries(m, k, 1));
        view(a, m * k).fill(0, 20 * k, 50 * k);
        view(b, k * n).set(entries(k, n, 2));
        view(c, m * n).set(entries(m, n, 3));
        chosen.multiplySparse(m, n, k, a, k, b, n, c, n);
        return view(c, m * n).slice();
      };
      expect(isSame(sparse(parallel), sparse(kernels))).toBe(true);
      const singles = new Float32Array(view(places[1], 700 * 350).buffer, places[1], 700 * 700);
      const factoredSingle = (chosen: Kernels) => {
        singles.set(entries(700, 700, 4));
        for (let i = 0; i < 700; i++) singles[i * 701] = 1000;
        expect(factorSingleInPlace(chosen, 700, places[1])).toBe(true);
        return lowerPart(new Matrix(700, 700, Float64Array.from(singles)), true);
      };
      expect(isSame(factoredSingle(parallel), factoredSingle(kernels))).toBe(true);
      const factored = (chosen: Kernels) => {
        const matrix = view(places[0], 700 * 700);
        matrix.set(entries(700, 700, 4));
        for (let i = 0; i < 700; i++) matrix[i * 701] = 1000;
        expect(factorInPlace(chosen, 700, places[0])).toBe(true);
        return lowerPart(new Matrix(700, 700, matrix.slice()), true);
      };
      expect(isSame(factored(parallel), factored(kernels))).toBe(true);
      team.end();
    },
  );

  test.each([1, 2])('%i helpers: draws and thin float32 products as without them, to the last bit', async (helpers) => {
    const { team, kernels, places, view } = await withHelpers(helpers);
    const parallel = parallelKernels(kernels, team);
    const [a, b, c] = places;
    const drawn = (chosen: Kernels) => {
      chosen.normals(500001, 3, 1, 0, 7, 2 ** 32 - 1, c);
      return view(c, 500001).slice();
    };
    expect(isSame(drawn(parallel), drawn(kernels))).toBe(true);
    const [m, n, k] = [6, 1001, 1700];
    new Float32Array(view(a, 1).buffer, a, m * k).set(entries(m, k, 1));
    new Float32Array(view(b, 1).buffer, b, n * k).set(entries(n, k, 2));
    const subtracted = (chosen: Kernels) => {
      view(c, (m * n) / 2).fill(0);
      chosen.subtractSingleProducts(m, n, k, a, k, b, k, c, n, false);
      return view(c, (m * n) / 2).slice();
    };
    expect(isSame(subtracted(parallel), subtracted(kernels))).toBe(true);
    team.end();
  });

  test.each([1, 2])(
    '%i helpers: a tridiagonal form by way of a band as without them, to the last bit',
    async (helpers) => {
      const { team, kernels, places, arenaFrom } = await withHelpers(helpers);
      const n = 500;
      const reduced = (chosen: Kernels) => {
        const arena = arenaFrom(places[0]);
        const { diagonal, coupling, reduced } = tridiagonaliseByBand(chosen, arena, n, arena.put(entries(n, n, 4)));
        return [arena.take(diagonal, n), arena.take(coupling, n), arena.take(reduced, n * n)];
      };
      const parallel = reduced(parallelKernels(kernels, team));
      reduced(kernels).forEach((truth, i) => expect(isSame(parallel[i], truth), String(i)).toBe(true));
      team.end();
    },
  );

  test('a slow caller leaves tasks to its helper', async () => {
    let own = 0;
    const created = await withHelpers(1, (kernels) => ({
      ...kernels,
      gemm(...args) {
        own++;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
        kernels.gemm(...args);
      },
    }));
    const { team, kernels } = created;
    expect(
      isSame(product(created, parallelKernels(kernels, team), SHAPES[2]), product(created, kernels, SHAPES[2])),
    ).toBe(true);
    expect(own).toBeLessThan(8);
    team.end();
  });

  test.each<[string, StartHelper]>([
    ['never become ready', () => () => undefined],
    [
      'are forbidden',
      () => {
        throw new Error('ERR_ACCESS_DENIED');
      },
    ],
  ])('helpers that %s: the caller does all', (_, start) => {
    const created = teamOf(start, 1);
    const { team, kernels } = created;
    expect(team.size).toBe(1);
    expect(
      isSame(product(created, parallelKernels(kernels, team), SHAPES[0]), product(created, kernels, SHAPES[0])),
    ).toBe(true);
  });

  test('a helper that fails is an error, not a wrong number', async () => {
    const { team } = await withHelpers(1, (kernels) => ({
      ...kernels,
      gemm: () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100),
    }));
    const beyond = [8, 8, 8, 1, 2 ** 31, 8, 1, 0, 8, 1, 0, 8, 0];
    expect(() => team.run('gemm', Array<number[]>(8).fill(beyond))).toThrow('could not do its share');
    team.end();
  });

  test('helpers that are asked for early start then, and once', () => {
    let started = 0;
    allowHelpers(() => {
      started++;
      return () => undefined;
    }, 1);
    try {
      // Gives up the memory, and with it the threads, of tests before.
      withKernels((_, arena) => arena.reserve(2 ** 27), 1e9);
      started = 0;
      prepareThreads(1e8);
      expect(started).toBe(0);
      prepareThreads(1e9);
      prepareThreads(1e9);
      expect(started).toBe(1);
      gram(new Matrix(1000, 1000));
      expect(started).toBe(1);
    } finally {
      withKernels((_, arena) => arena.reserve(2 ** 27), 1e9);
      allowHelpers(startHelper, 0);
    }
  });

  test('large products ask for helpers once, small ones do not; a memory that grew large goes with its helpers', () => {
    const counts = { started: 0, ended: 0 };
    const start = () => {
      counts.started++;
      return () => void counts.ended++;
    };
    allowHelpers(start, 1);
    try {
      gram(new Matrix(100, 100));
      expect(counts).toEqual({ started: 0, ended: 0 });
      gram(new Matrix(1000, 1000));
      gram(new Matrix(1000, 1000));
      expect(counts).toEqual({ started: 1, ended: 0 });
      const grown = withKernels((_, arena) => (arena.reserve(2 ** 27), arena.bytes), 1e9);
      expect(grown).toBeGreaterThan(2 ** 30);
      expect(counts).toEqual({ started: 1, ended: 1 });
      const isShared = (operations: number) =>
        withKernels((_, arena) => arena.view(0, 0).buffer instanceof SharedArrayBuffer, operations);
      expect(isShared(1e8)).toBe(false);
      expect(withKernels((_, arena) => arena.bytes, 1e9)).toBeLessThan(2 ** 24);
      // Where threads already run, they help with less.
      expect([isShared(1e8), isShared(1e7)]).toEqual([true, false]);
    } finally {
      allowHelpers(start, 0);
    }
  });
});
