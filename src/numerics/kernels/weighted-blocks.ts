import { get, set } from './memory';

/**
 * target_(j size + c) += weights_j values_(j size + c) for c < size: blocks one after another, `length` entries in all, the last block perhaps
 * cut short.
 */
export function addWeightedBlocks(length: i32, size: i32, weights: usize, values: usize, target: usize): void {
  for (let from = 0; from < length; from += size, weights += 8) {
    const weight = load<f64>(weights);
    const pair = f64x2.splat(weight);
    const end = min(from + size, length);
    let at = from;
    for (; at + 2 <= end; at += 2) {
      const offset = (<usize>at) << 3;
      const sum = f64x2.add(v128.load(target + offset), f64x2.mul(pair, v128.load(values + offset)));
      v128.store(target + offset, sum);
    }
    if (at < end) set(target, at, get(target, at) + weight * get(values, at));
  }
}
