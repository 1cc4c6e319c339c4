import { figure } from '../figures';
import { rule } from '../rule';

export const smallLearningRate = rule('K601', {
  title: 'Only small learning rates are stable',
  severity: 'information',
  summary:
    'Gradient descent diverges from 2 / lambda_max on, the largest eigenvalue of the Gauss-Newton matrix; here that is below the rates that ' +
    'are commonly tried first.',
  threshold: {
    setting: 'kappa.thresholds.learningRate',
    default: 1e-3,
    description: 'Learning rate of gradient descent that should be stable.',
  },
  check({ report, threshold }) {
    const rate = report.theory.optimisation?.maximalLearningRate.gradientDescent;
    if (rate === undefined) return null;
    if (rate >= threshold) return [];
    return [
      {
        message: `Gradient descent is stable at these weights below a learning rate of ${figure(rate)} only, less than ${figure(threshold)}.`,
        value: rate,
        hint: 'Use smaller weights, normalised inputs or a warm-up; the spectrum says which layer owns the largest eigenvalue.',
      },
    ];
  },
});
