import { it } from 'vitest';
import { expectSpectrumByDifferences } from '../support/spectrum-by-differences';

/** What the random generator does not make: positions, frozen layers, every activation, more rows than parameters. */
it.each([
  ['positions', 'input 3x4 data gaussian(samples: 3) dense(5, activation: tanh) dense(2) flatten dense(2)'],
  ['linear positions', 'input 3x4 data gaussian(samples: 30) dense(2) flatten dense(2, bias: false)'],
  ['pruned positions', 'input 2x3 data gaussian(samples: 4) dense(4, prune: 0.5, activation: gelu) flatten dense(2)'],
  [
    'bias and scale at positions',
    'input 3x2 bias scale(2, trainable: true) dense(3, activation: silu) bias flatten dense(2)',
  ],
  ['a frozen first layer', 'input 4 data gaussian(samples: 5) dense(6, activation: relu, trainable: false) dense(2)'],
  ['a frozen last layer', 'input 4 data gaussian(samples: 5) dense(6, activation: tanh) dense(2, trainable: false)'],
  ['a frozen middle, linear', 'input 4 data gaussian(samples: 9) dense(6) dense(5, trainable: false) dense(2)'],
  ['more rows than parameters', 'input 2 data gaussian(samples: 40) dense(3, activation: mish) dense(2)'],
  [
    'more rows than parameters, pruned',
    'input 3 data gaussian(samples: 40) dense(3, prune: 0.4, activation: elu) dense(2)',
  ],
  ['one output', 'input 3 data gaussian(samples: 6) loss binary_cross_entropy dense(5, activation: softplus) dense(1)'],
  ['a projection', 'input 3 data gaussian(samples: 6) residual(0.5) { dense(5, activation: sin) dense(4) } dense(2)'],
  ['named joins', 'input 3 a: dense(4) b: dense(4, activation: erf) s: add(a, b) concat(s, a) dense(2)'],
  ['a mean of branches', 'input 3 parallel(mean) { { dense(2, activation: selu) } { dense(2) bias } } dense(2)'],
  [
    'smooth activations',
    'input 3 dense(4, activation: sigmoid) dense(4, activation: logsigmoid) dense(4, activation: gelu_tanh) dense(2)',
  ],
  [
    'normalised activations',
    'input 3 dense(4, activation: normalized(abs)) dense(4, activation: normalized(tanh)) dense(2)',
  ],
  ['powers', 'input 3 dense(4, activation: relu_power(3)) dense(4, activation: quadratic) dense(2)'],
  ['hard activations', 'input 3 dense(6, activation: relu6) dense(6, activation: hardtanh) dense(2)'],
])('%s: the spectrum is that of an explicit finite-difference Jacobian', (_, body) =>
  expectSpectrumByDifferences(body),
);
