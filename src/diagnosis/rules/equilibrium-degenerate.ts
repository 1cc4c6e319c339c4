import { rule } from '../rule';
import { equilibriumFigures } from '../structure/equilibrium-layers';
import { onePerStatement } from '../structure/statements';

export const equilibriumDegenerate = rule('K505', {
  title: 'The kernel of an implicit layer is singular',
  severity: 'warning',
  summary:
    'At any width some inputs give the same or dependent states, whatever the weights: the layer ignores its input, is affine, or cannot tell ' +
    'duplicates, opposite or parallel inputs apart.',
  check({ report, architecture }) {
    const degenerate = equilibriumFigures(report, architecture).flatMap((found) => {
      const verdict = found.drawnVerdict('degeneracy');
      return verdict ? [{ ...found, verdict }] : [];
    });
    return onePerStatement(degenerate).map(({ item: { layer, verdict }, more }) => ({
      message:
        `The kernel of ${layer.name}${more} is singular at any width (${verdict.value}). ${verdict.note ?? ''}`.trim(),
      value: null,
      layer,
      hint: cures[verdict.value] ?? 'Look at what the layer reads.',
    }));
  },
});

const cures: Readonly<Partial<Record<string, string>>> = {
  'no input': 'Give its input weights of their own scale.',
  affine: 'Use an activation that is not linear, or fewer samples than dimensions.',
  duplicates: 'Remove repeated samples.',
  'odd and antipodal': 'Draw its biases (biases: normal(0.1)), or use an activation that is not odd.',
  'homogeneous and parallel': 'Draw its biases (biases: normal(0.1)), or use an activation that is not homogeneous.',
};
