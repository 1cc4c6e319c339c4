import { figure, percentage } from '../figures';
import { rule } from '../rule';

export const kappaHigh = rule('K110', {
  title: 'Gauss-Newton condition number is high',
  severity: 'warning',
  summary:
    'The ratio of the largest to the smallest nonzero eigenvalue of the Gauss-Newton matrix is above the limit: gradient descent needs ' +
    'about that many iterations, and log10 of it counts the digits that a solve loses.',
  threshold: {
    setting: 'kappa.thresholds.kappa',
    default: 1e4,
    description: 'Gauss-Newton condition number above which an architecture counts as badly conditioned.',
  },
  check({ report, architecture, threshold }) {
    const { kappa } = report.spectrum;
    if (kappa === null) return null;
    if (kappa <= threshold) return [];
    const owner = report.layers.find((layer) => layer.owner);
    const layer = architecture.layers.find(({ name }) => name === owner?.name);
    const blame =
      layer && typeof owner?.bottomShare === 'number'
        ? ` Layer ${layer.name} holds ${percentage(owner.bottomShare)} of the slowest direction.`
        : '';
    return [
      {
        message:
          `The Gauss-Newton condition number is ${figure(kappa)}, above the limit of ${figure(threshold)}: ` +
          `a solve loses about ${Math.round(Math.log10(kappa))} digits.${blame}`,
        value: kappa,
        ...(layer && { layer }),
        hint: 'See the other findings for a cause; width, centred and whitened data, and scaled skip connections lower it.',
      },
    ];
  },
});
