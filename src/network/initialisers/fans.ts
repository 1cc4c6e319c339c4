import type { Initialiser, Shape } from '../../spec/architecture';
import { size } from '../operations/shape';

/**
 * The fan that scales a weight of PyTorch's layout [out, in, kernel…]: inputs or outputs a unit is connected to, kernel included, or
 * their average. A vector counts as [out, 1]. Read from the tensor's own axes as torch.nn.init does, so that for a transposed convolution,
 * [in, out, kernel…], the two fans change places.
 */
export function fanOf(shape: Shape, fan: Initialiser['fan']): number {
  const [outputs, inputs = 1, ...kernel] = shape;
  const fanIn = inputs * size(kernel);
  const fanOut = outputs * size(kernel);
  return { in: fanIn, out: fanOut, average: (fanIn + fanOut) / 2 }[fan];
}
