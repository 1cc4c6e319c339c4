import { Matrix } from '../../numerics/matrix';
import { randomStream } from '../../numerics/random';
import type { DataSource } from '../../spec/architecture';

export type TokenSource = Extract<DataSource, { kind: 'tokens' }>;

/** n x length token ids: independent, uniform on 0 to vocabulary - 1. */
export function tokenData({ samples, vocabulary, seed }: TokenSource, length: number): Matrix {
  const draws = randomStream(seed, 'data').uniforms(samples * length);
  return new Matrix(
    samples,
    length,
    draws.map((value) => Math.floor(value * vocabulary)),
  );
}
