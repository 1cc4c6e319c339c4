import { figure } from '../figures';
import { rule } from '../rule';

export const slowTraining = rule('K602', {
  title: 'Gradient descent needs very many iterations',
  severity: 'information',
  summary:
    'The error along the slowest direction shrinks tenfold in about 1.15 kappa iterations of gradient descent and 1.15 sqrt(kappa) of heavy ' +
    'ball, while the kernel stays as it is.',
  threshold: {
    setting: 'kappa.thresholds.iterationsPerDecade',
    default: 1e6,
    description: 'Iterations that gradient descent may need to shrink the slowest error tenfold.',
  },
  check({ report, threshold }) {
    const iterations = report.theory.optimisation?.iterationsPerDecade;
    if (!iterations) return null;
    if (iterations.gradientDescent <= threshold) return [];
    return [
      {
        message:
          `Gradient descent needs about ${figure(Math.ceil(iterations.gradientDescent))} iterations for each tenfold of the slowest error, ` +
          `above ${figure(threshold)}; heavy ball about ${figure(Math.ceil(iterations.heavyBall))}, damped Gauss-Newton about ` +
          `${figure(Math.ceil(iterations.dampedGaussNewton))}.`,
        value: iterations.gradientDescent,
        hint: 'Train with momentum or a second-order method where kappa cannot be mended, and do not wait for the slowest directions.',
      },
    ];
  },
});
