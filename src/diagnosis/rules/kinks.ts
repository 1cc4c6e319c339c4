import { counted } from '../figures';
import { rule } from '../rule';
import { onePerStatement } from '../structure/statements';

export const kinks = rule('K124', {
  title: 'Pre-activations exactly at a kink',
  severity: 'information',
  summary:
    'At a kink an activation has no derivative and a convention stands for it (that of the left side where frameworks differ, 0 for relu at 0): ' +
    'kappa depends on the convention.',
  check({ report, architecture }) {
    const hit = report.layers.flatMap(({ name, kinkHits: count }) => {
      const layer = architecture.layers.find((candidate) => candidate.name === name);
      return layer && count !== null && count > 0 ? [{ layer, count }] : [];
    });
    return onePerStatement(hit).map(({ item: { layer, count }, more }) => ({
      message:
        `${counted(count, 'pre-activation')} of layer ${layer.name}${more} lie exactly at a kink of its activation, where the derivative is a ` +
        'convention: kappa depends on it.',
      value: count,
      layer,
      hint: 'Look for samples of zeros, for dead layers before this one, or start biases away from zero: biases normal(0.1).',
    }));
  },
});
