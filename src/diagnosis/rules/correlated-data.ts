import { figure } from '../figures';
import { rule, type Subject } from '../rule';

export const correlatedData = rule('K201', {
  title: 'Data is correlated',
  severity: 'warning',
  summary:
    'The second moment Sigma of the data is badly conditioned. In a linear network kappa lies within a factor kappa(Sigma) of what white ' +
    'data would give.',
  threshold: {
    setting: 'kappa.thresholds.kappaSigma',
    default: 1e3,
    description: 'Condition number of the second moment of the data above which it counts as correlated.',
  },
  check(subject) {
    const { report, architecture, threshold } = subject;
    const { kappaSigma } = report.data;
    if (kappaSigma === null) return null;
    if (kappaSigma <= threshold) return [];
    return [
      {
        message:
          `The second moment of the data has condition number ${figure(kappaSigma)}, above ${figure(threshold)}.` +
          withWhiteData(subject, kappaSigma),
        value: kappaSigma,
        range: architecture.data.range,
        hint: 'Whiten the data (whiten: true), or at least give its features the same scale.',
      },
    ];
  },
});

/**
 * The lower half of kappa_white / kappa(Sigma) <= kappa <= kappa_white kappa(Sigma), solved for kappa_white. With biases, or weights of the
 * samples that depend on the data, Sigma is not all that whitening changes.
 */
function withWhiteData({ report, architecture }: Subject, kappaSigma: number): string {
  const { kappa } = report.spectrum;
  const isPlain =
    report.model.linear && architecture.loss === 'mse' && !architecture.nodes.some(({ tensors }) => tensors.bias);
  if (kappa === null || !isPlain) return '';
  return ` White data could lower kappa from ${figure(kappa)} to ${figure(Math.max(1, kappa / kappaSigma))}, no further.`;
}
