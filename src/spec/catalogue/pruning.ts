/** Weights removed before the analysis: `prune(0.9, method: random)`. */
import type { Pruning } from '../architecture';
import { entry, family, member, type Family } from './family';
import { choice, number, optional, type Parameter } from './parameter';

export const prunings: Family<Pruning> = family(
  'pruning',
  [
    entry(
      'prune',
      'Sets a share of the weights to zero and takes them out of the parameters.',
      {
        sparsity: number('share of weights removed', undefined, { minimum: 0, exclusiveMaximum: 1 }),
        method: choice('which weights go', ['magnitude', 'random'], 'magnitude'),
      },
      (settings): Pruning => settings,
    ),
  ],
  'prune',
);

export function pruning(): Parameter<Pruning | undefined> {
  return optional(
    member('share of weights removed, or prune(sparsity, method)', () => prunings),
    'no pruning',
  );
}
