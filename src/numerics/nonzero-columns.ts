import type { Matrix } from './matrix';

/** Columns with an entry that is not zero, ascending; rows are read until all have one. */
export function nonzeroColumns({ rows, cols, data }: Matrix): number[] {
  const lit = new Uint8Array(cols);
  let dark = cols;
  for (let i = 0; i < rows && dark > 0; i++)
    for (let j = 0; j < cols; j++)
      if (lit[j] === 0 && data[i * cols + j] !== 0) {
        lit[j] = 1;
        dark--;
      }
  return Array.from(lit.keys()).filter((j) => lit[j] === 1);
}
