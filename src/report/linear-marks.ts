/** Multiples of 1, 2 or 5 times a power of ten that enclose [low, high], at most `limit` of them and at least two. */
export function roundMarks(low: number, high: number, limit: number): readonly number[] {
  const span = high - low || Math.abs(high) || 1;
  const most = Math.max(2, limit);
  for (let exponent = Math.floor(Math.log10(span / most)); ; exponent++)
    for (const digit of [1, 2, 5]) {
      const step = digit * 10 ** exponent;
      const first = Math.floor(low / step + 1e-9);
      const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
      if (last - first + 1 <= most)
        return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
    }
}
