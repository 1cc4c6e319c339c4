import type { Initialiser, Pruning, Shape } from '../../spec/architecture';
import { size } from '../operations/shape';
import { fanOf } from './fans';

/**
 * Mean square of the entries of a weight of PyTorch's layout [out, in, kernel…] as drawn and pruned; the entries' mean is zero and any two are
 * uncorrelated. Null where that is not so: the identity, and pruning by magnitude, which depends on the draw.
 */
export function entryVariance(
  { name, gain, fan, std }: Initialiser,
  shape: Shape,
  prune: Pruning | undefined,
): number | null {
  if (prune?.method === 'magnitude') return null;
  const kept = 1 - (prune?.sparsity ?? 0);
  const [rows, columns = 1, ...kernel] = shape;
  switch (name) {
    case 'kaiming_normal':
    case 'kaiming_uniform':
    case 'xavier_normal':
    case 'xavier_uniform':
    case 'lecun_normal':
    case 'lecun_uniform':
      return (kept * gain ** 2) / fanOf(shape, fan);
    case 'normal':
      return kept * (gain * (std ?? 1)) ** 2;
    case 'orthogonal':
      return (kept * gain ** 2) / Math.max(rows, columns * size(kernel));
    case 'delta_orthogonal':
      return (kept * gain ** 2) / (Math.max(rows, columns) * size(kernel));
    case 'zeros':
      return 0;
    case 'identity':
      return null;
  }
}

/** Whether no entry of a drawn weight says anything of another. */
export function hasIndependentEntries({ name }: Initialiser): boolean {
  return name !== 'orthogonal' && name !== 'delta_orthogonal' && name !== 'identity';
}
