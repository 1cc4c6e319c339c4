/** Independent draws: normal and uniform weights of a given standard deviation. */
import type { RandomStream } from '../../numerics/random';

export function normalWeights(stream: RandomStream, count: number, deviation: number): Float64Array {
  return stream.normals(count).map((value) => value * deviation);
}

/** Uniform on (-b, b) with b = sqrt(3) times the standard deviation. */
export function uniformWeights(stream: RandomStream, count: number, deviation: number): Float64Array {
  const bound = Math.sqrt(3) * deviation;
  return stream.uniforms(count).map((value) => bound * (2 * value - 1));
}
