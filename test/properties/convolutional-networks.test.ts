import { it } from 'vitest';
import { expectSpectrumByDifferences } from '../support/spectrum-by-differences';

const tanh = 'activation: tanh';

it.each([
  ['two convolutions', `input 6x1 data gaussian(samples: 4) conv1d(3, 3, ${tanh}) conv1d(2, 2) flatten dense(2)`],
  [
    'linear convolutions',
    'input 5x1 data gaussian(samples: 9) conv1d(2, 3) conv1d(2, 2) flatten dense(2, bias: false)',
  ],
  ['a linear convolution end to end', 'input 4x4x1 data gaussian(samples: 3) conv2d(2, 3, padding: same)'],
  ['images', `input 5x5x2 data gaussian(samples: 3) conv2d(3, 3, 2, 1, ${tanh}) flatten dense(2)`],
  [
    'images, channels first',
    `input 2x4x5 layout channels_first data gaussian(samples: 3) conv2d(3, 2, ${tanh}) flatten dense(2)`,
  ],
  ['a class at every position', `input 4x2 data gaussian(samples: 3) loss cross_entropy conv1d(3, 2, padding: same)`],
  [
    'a residual network',
    `input 2x6x6 layout channels_first data gaussian(samples: 3) conv2d(2, 3, 1, 1, ${tanh})
     residual { conv2d(3, 3, 2, 1, ${tanh}) conv2d(3, 3, padding: same) } activation(tanh) flatten dense(2)`,
  ],
  [
    'depthwise and pointwise',
    `input 4x4x3 data gaussian(samples: 3) depthwise_conv2d(3, multiplier: 2, ${tanh}) conv2d(2, 1) flatten dense(2)`,
  ],
  [
    'down and up again',
    `input 6x2 data gaussian(samples: 3) conv1d(3, 2, 2, ${tanh}) conv_transpose1d(2, 2, 2, ${tanh}) flatten dense(1)`,
  ],
  ['a linear decoder', 'input 3 data gaussian(samples: 5) dense(4) reshape(2x2) conv_transpose1d(2, 3, 2)'],
  [
    'wrapped, dilated groups',
    `input 5x4 data gaussian(samples: 4) conv1d(4, 3, padding: circular, dilation: 2, groups: 2, ${tanh}) flatten dense(1)`,
  ],
  ['pruned', `input 5x2 data gaussian(samples: 4) conv1d(3, 3, prune: 0.4, ${tanh}) flatten dense(2)`],
  [
    'pruned, transposed, in groups',
    'input 4x2 data gaussian(samples: 4) conv_transpose1d(2, 2, groups: 2, prune: 0.5)',
  ],
  ['frozen', `input 5x2 data gaussian(samples: 4) conv1d(3, 3, trainable: false, ${tanh}) flatten dense(2)`],
  [
    'standardised weights',
    `input 5x5x1 data gaussian(samples: 3) conv2d(2, 3, weight_standardized: true, ${tanh}) flatten
     dense(3, weight_standardized: true, ${tanh}) dense(2)`,
  ],
  [
    'standardised weights, linear, pruned',
    `input 6x2 data gaussian(samples: 9) conv1d(2, 3, weight_standardized: true, prune: 0.3)
     conv_transpose1d(2, 2, weight_standardized: true) flatten dense(1)`,
  ],
  [
    'one convolution used twice, on other sizes the second time',
    `input 6x2 data gaussian(samples: 3) c: conv1d(2, 2, ${tanh}) use(c) flatten dense(2)`,
  ],
  [
    'a standardised convolution used twice',
    `input 6x2 data gaussian(samples: 3) c: conv1d(2, 2, weight_standardized: true) activation(tanh) use(c) flatten dense(2)`,
  ],
  ['volumes', `input 3x3x3x1 data gaussian(samples: 2) conv3d(2, 2, ${tanh}) conv_transpose3d(1, 2) flatten dense(1)`],
])('%s: the spectrum is that of an explicit finite-difference Jacobian', (_, body) =>
  expectSpectrumByDifferences(body),
);
