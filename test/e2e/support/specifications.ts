import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths';

/** Text of a file of `examples/`. */
export function example(name: string): string {
  return readFileSync(join(root, 'examples', name), 'utf8');
}

/** Linear, without findings, analysed in a few milliseconds; kappa is that of its data. */
export const small = `model Small(width = 6) {
  input 4
  data  gaussian(samples: 24, seed: 1)
  init  orthogonal(seed: 7)

  hidden: dense(width, bias: false)
  head: dense(3, bias: false)
}
`;

/** Takes more than half a minute, most of it in one stage. */
export const slow = `model Slow {
  input 60
  data  gaussian(samples: 400, seed: 1)
  init  kaiming_normal(seed: 7)

  first: dense(300, activation: tanh)
  second: dense(300, activation: tanh)
  head: dense(8)
}
`;

/** A chain with this many layers, each on a line of its own. */
export function chain(length: number): string {
  const layers = Array.from({ length }, (_, index) => `  layer${index}: dense(8, activation: tanh)`);
  return `model Chain {\n  input 8\n  data gaussian(samples: 16, seed: 1)\n  init orthogonal(seed: 7)\n\n${layers.join('\n')}\n}\n`;
}
