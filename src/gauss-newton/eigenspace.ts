/** Eigenvalues this close (relative) share an eigenspace, whose projector is averaged: single vectors inside it mean nothing. */
const CLUSTER = 1e-6;
const MAX_CLUSTER = 16;

/** Indices of the eigenvalues, given in order, that are one with the one at `index`, which comes first; 16 at most. */
export function eigenspace(values: ArrayLike<number>, index: number): number[] {
  const isOne = (other: number) => Math.abs(values[other] - values[index]) <= CLUSTER * Math.abs(values[index]);
  const found = [index];
  for (let i = index - 1; i >= 0 && isOne(i); i--) found.push(i);
  for (let i = index + 1; i < values.length && isOne(i); i++) found.push(i);
  return found.sort((a, b) => Math.abs(a - index) - Math.abs(b - index)).slice(0, MAX_CLUSTER);
}
