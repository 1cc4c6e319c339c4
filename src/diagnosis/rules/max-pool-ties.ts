import { counted } from '../figures';
import { rule } from '../rule';
import { onePerStatement } from '../structure/statements';

export const maxPoolTies = rule('K125', {
  title: 'Windows of a max-pool with a tie',
  severity: 'information',
  summary:
    'Where several entries of a window are largest the maximum has no derivative, and a convention stands for it (that of the first entry): ' +
    'kappa may depend on the convention.',
  check({ report, architecture }) {
    const tied = report.layers.flatMap(({ name, tiedWindows: count }) => {
      const layer = architecture.layers.find((candidate) => candidate.name === name);
      return layer && count !== null && count > 0 ? [{ layer, count }] : [];
    });
    return onePerStatement(tied).map(({ item: { layer, count }, more }) => ({
      message:
        `${counted(count, 'window')} of layer ${layer.name}${more}, over all samples, ${count === 1 ? 'has' : 'have'} several largest entries, ` +
        'where the derivative is a convention: kappa may depend on it.',
      value: count,
      layer,
      hint: 'Look for areas of one value in the data and for dead units before the pool: add a little noise, or use avg_pool.',
    }));
  },
});
