import { counted } from '../figures';
import { rule } from '../rule';
import { isOdd } from '../structure/odd';

export const antipodalSamples = rule('K205', {
  title: 'Opposite samples under an odd network',
  severity: 'warning',
  summary:
    'With odd activations and no bias f(-x) = -f(x), so a pair x, -x gives the Jacobian the same row twice up to sign, and the rank drops.',
  check({ report, architecture }) {
    const { antipodal } = report.data;
    if (antipodal === 0 || !isOdd(architecture)) return [];
    return [
      {
        message:
          `The data holds ${counted(antipodal, 'pair')} x, -x, and this network is odd: f(-x) = -f(x) whatever the weights, ` +
          `so the second sample of a pair adds no rank.`,
        value: antipodal,
        range: architecture.data.range,
        hint: 'Give a layer a bias, or use an activation that is not odd.',
      },
    ];
  },
});
