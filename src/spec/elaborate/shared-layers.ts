/** Whether a layer can be applied once more. */
import type { GraphNode, Layer, Shape } from '../architecture';
import { formatShape, sameShape } from '../catalogue/shapes';
import type { Graph } from './graph';
import type { LanguageCode } from './problems';

interface Obstacle {
  readonly code: LanguageCode;
  readonly problem: string;
  readonly hint: string;
}

/** `needed`: the tensors that it would have on the other input. Undefined where they are those that it has. */
export function whyNotAgain(
  { name, kind, nodes: [first], inputShape }: Layer,
  { nodes }: Graph,
  needed: Pick<GraphNode, 'tensors' | 'buffers'>,
): Obstacle | undefined {
  const own = allOf(nodes[first]);
  if (own.length === 0)
    return {
      code: 'K054',
      problem: `${name} is a ${kind} without weights, so there is nothing to share.`,
      hint: 'Write the layer again.',
    };
  const other = new Map(allOf(needed));
  const unfit = own.find(([tensor, shape]) => !sameShape(other.get(tensor) ?? [], shape));
  if (!unfit) return undefined;
  const [tensor, shape] = unfit;
  return {
    code: 'K040',
    problem: `${name} cannot be used here: its ${tensor} is ${formatShape(shape)}, and this input needs ${formatShape(other.get(tensor) ?? [])}.`,
    hint: `It was made for an input of ${formatShape(inputShape)}.`,
  };
}

function allOf({ tensors, buffers }: Pick<GraphNode, 'tensors' | 'buffers'>): (readonly [string, Shape])[] {
  return Object.entries({ ...tensors, ...buffers });
}
