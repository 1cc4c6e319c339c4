import { expect, test } from 'vitest';
import { Matrix } from '../../src/numerics/matrix';
import { multiply } from '../../src/numerics/products';
import { withKernels } from '../../src/numerics/wasm';

test('memory beyond 4 GiB is refused by name, and later computations still run', () => {
  expect(() => withKernels((_, arena) => arena.reserve(7e8))).toThrow(/needs 5\.2\d GiB of memory.*limit 4 GiB/);
  expect(multiply(Matrix.fromRows([[2]]), Matrix.fromRows([[3]])).toRows()).toEqual([[6]]);
});

test('reservations do not overlap, start on 16 bytes and survive growth', () => {
  withKernels((_, arena) => {
    const first = arena.put(Float64Array.of(1, 2, 3));
    const second = arena.zeros(1 << 20);
    expect([first % 16, second % 16]).toEqual([0, 0]);
    expect(second - first).toBeGreaterThanOrEqual(24);
    arena.view(second, 1)[0] = 4;
    expect(Array.from(arena.take(first, 3))).toEqual([1, 2, 3]);
  });
});

test('a large instance is given up after use, a small one kept', () => {
  const bytesAfter = (count: number) => {
    withKernels((_, arena) => arena.reserve(count));
    return withKernels((_, arena) => arena.bytes);
  };
  expect(bytesAfter(1 << 20)).toBeGreaterThan(2 ** 23);
  expect(bytesAfter(1 << 27)).toBeLessThan(2 ** 23);
});
