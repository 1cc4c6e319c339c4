import { rule } from '../rule';
import { onePerStatement } from '../structure/statements';
import { theoremObstacles } from '../structure/theorem-obstacles';

export const unsupportedLayer = rule('K902', {
  title: 'A layer is outside the theorems',
  severity: 'information',
  summary:
    'The bounds for linear networks need every learned layer to act as L dW R x with all entries of W free; one layer that does not takes ' +
    'them away from the whole network.',
  check({ report, architecture }) {
    if (!report.model.linear) return [];
    return onePerStatement(theoremObstacles(architecture)).map(({ item: { layer, reason }, more }) => ({
      message: `The bounds for linear networks do not apply: layer ${layer.name}${more} ${reason}.`,
      value: null,
      layer,
      hint: 'Trust the measured value, and the bounds with shared weights where they apply.',
    }));
  },
});
