import { setDataArgument } from '../../spec/edits';
import { figure, percentage } from '../figures';
import { offer } from '../fixes/fix';
import { rule } from '../rule';
import { losesMeanAtOnce } from '../structure/batch-normalised';
import { isTokenData } from '../structure/token-data';

export const uncentredData = rule('K202', {
  title: 'Data is not centred',
  severity: 'warning',
  summary:
    'The mean adds one large eigenvalue to the second moment of the data, and with it to the Gauss-Newton matrix, while the small ones stay.',
  threshold: {
    setting: 'kappa.thresholds.meanShare',
    default: 0.5,
    description: 'Share of the second moment of the data that its mean may hold, |mean|^2 / trace(Sigma).',
  },
  check({ report, architecture, threshold }) {
    const { meanShare } = report.data;
    if (meanShare <= threshold || isTokenData(architecture) || losesMeanAtOnce(architecture)) return [];
    return [
      {
        message: `The mean holds ${percentage(meanShare)} of the second moment of the data, above ${percentage(threshold)}.`,
        value: meanShare,
        range: architecture.data.range,
        hint: `Subtract the mean (center: true): it alone puts an eigenvalue of ${figure(meanShare)} trace(Sigma) at the top of the spectrum.`,
        fixes: offer('Centre the data', setDataArgument(architecture.tree, 'center', 'true')),
      },
    ];
  },
});
