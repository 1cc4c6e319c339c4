/** Statements about the model as a whole. */
import { biasInitialisers, initialisers } from './initialisers';
import { dataSources } from './data-sources';
import { choice, count, file, shape, type ValueType } from './parameter';
import { member } from './family';
import type { Architecture, ExpectationSubject, Loss } from '../architecture';

export interface DirectiveEntry {
  readonly keyword: string;
  readonly summary: string;
  readonly example: string;
  /** What follows the keyword; lists of rule codes and expectations have rules of their own. */
  readonly value: ValueType | { readonly type: 'codes' } | { readonly type: 'expectation' };
  /** How a model without the directive is read. */
  readonly otherwise: string;
  readonly repeatable: boolean;
}

export const losses: readonly Loss[] = ['mse', 'cross_entropy', 'binary_cross_entropy'];
export const layouts: readonly Architecture['layout'][] = ['channels_last', 'channels_first'];
export const expectationSubjects: readonly ExpectationSubject[] = [
  'kappa',
  'bound_gap',
  'rank',
  'lambda_max',
  'lambda_min',
];

export const directives: ReadonlyMap<string, DirectiveEntry> = new Map(
  [
    directive('input', 'Shape of one sample, without the batch.', 'input 28x28x1', shape('').value, 'required'),
    directive(
      'data',
      'Where the samples come from.',
      'data gaussian(samples: 256)',
      member('', () => dataSources).value,
      'gaussian()',
    ),
    directive('loss', 'What training would minimise.', 'loss mse', choice('', losses, 'mse').value, 'mse'),
    directive(
      'init',
      'How weights are drawn.',
      'init kaiming_normal(seed: 7)',
      member('', () => initialisers).value,
      'kaiming_normal(seed: 1)',
    ),
    directive(
      'biases',
      'How biases are drawn.',
      'biases normal(0.1)',
      member('', () => biasInitialisers).value,
      'zeros',
    ),
    directive(
      'layout',
      'Order of axes in the input.',
      'layout channels_first',
      choice('', layouts, 'channels_last').value,
      'channels_last',
    ),
    directive('seeds', 'How many initialisations to measure.', 'seeds 16', count('').value, '1'),
    directive(
      'weights',
      'Weights to measure at: an .npz or .safetensors file, or a folder of .npy files.',
      'weights "model.safetensors"',
      file('').value,
      'weights are drawn',
    ),
    directive(
      'expect',
      'A claim that is checked.',
      'expect kappa < 1e4',
      { type: 'expectation' },
      'nothing is checked',
      true,
    ),
    directive(
      'allow',
      'Findings silenced for the whole model.',
      'allow K203',
      { type: 'codes' },
      'nothing is silenced',
      true,
    ),
  ].map((entry) => [entry.keyword, entry]),
);

function directive(
  keyword: string,
  summary: string,
  example: string,
  value: DirectiveEntry['value'],
  otherwise: string,
  repeatable = false,
): DirectiveEntry {
  return { keyword, summary, example, value, otherwise, repeatable };
}
