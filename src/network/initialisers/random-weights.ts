/** Independent draws: normal and uniform weights of a given standard deviation. */
import type { RandomStream } from '../../numerics/random';

export function normalWeights(stream: RandomStream, count: number, deviation: number): Float64Array {
  const weights = stream.normals(count);
  for (let at = 0; at < count; at++) weights[at] *= deviation;
  return weights;
}

/** Uniform on (-b, b) with b = sqrt(3) times the standard deviation. */
export function uniformWeights(stream: RandomStream, count: number, deviation: number): Float64Array {
  const bound = Math.sqrt(3) * deviation;
  const weights = stream.uniforms(count);
  for (let at = 0; at < count; at++) weights[at] = bound * (2 * weights[at] - 1);
  return weights;
}
