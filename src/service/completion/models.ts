/** Whole models to start from. */
import { printJson } from '../../spec/syntax/print-json';
import { readArch } from '../../spec/syntax/read-arch';
import { filledIn, literal } from './snippet';

export interface ModelTemplate {
  readonly label: string;
  readonly summary: string;
  /** `.arch` in snippet notation. */
  readonly snippet: string;
}

export const modelTemplates: readonly ModelTemplate[] = [
  {
    label: 'model: perceptron',
    summary: 'Dense layers with an activation.',
    snippet: `model \${1:Perceptron}(width = \${2:64}) {
  input \${3:32}
  data  gaussian(samples: 128, seed: 1)
  loss  mse
  init  kaiming_normal(seed: 1)

  dense(width, activation: relu)
  dense(width, activation: relu)
  head: dense(\${4:10})$0
}
`,
  },
  {
    label: 'model: residual network',
    summary: 'Residual blocks whose branches are scaled for the depth.',
    snippet: `model \${1:Residual}(width = \${2:64}, depth = \${3:6}) {
  input \${4:32}
  data  gaussian(samples: 128, covariance: powerlaw(1.0), seed: 1)
  loss  mse
  init  kaiming_normal(seed: 1)

  stem: dense(width)
  repeat(depth) {
    residual {
      dense(width, activation: relu)
      dense(width)
      scale(1 / sqrt(depth))
    }
  }
  head: dense(\${5:10})$0
}
`,
  },
  {
    label: 'model: deep linear network',
    summary: 'Dense layers without activation or bias, for which bounds are known in closed form.',
    snippet: `model \${1:DeepLinear}(width = \${2:64}, depth = \${3:8}) {
  input \${4:32}
  data  gaussian(samples: 128, seed: 1)
  loss  mse
  init  lecun_normal(seed: 1)

  repeat(depth) {
    dense(width, bias: false)
  }
  head: dense(\${5:10}, bias: false)$0
}
`,
  },
  {
    label: 'model: classifier',
    summary: 'Images from a file, weighed by the cross-entropy loss.',
    snippet: `model \${1:Classifier}(width = \${2:128}) {
  input \${3:28x28x1}
  data  idx("\${4:train-images-idx3-ubyte}", limit: 100, center: true)
  loss  cross_entropy
  init  kaiming_normal(seed: 1)

  flatten
  dense(width, activation: relu)
  logits: dense(\${5:10})$0
}
`,
  },
];

/** As `.arch.json`, in snippet notation without places. */
export function jsonModel(template: ModelTemplate): string {
  return literal(printJson(readArch(filledIn(template.snippet)).value));
}
