import { theoryNumber } from '../../report/theory';
import { figure } from '../figures';
import { rule } from '../rule';

export const narrowForTheory = rule('K305', {
  title: 'Infinite-width figures are optimistic here',
  severity: 'hint',
  summary:
    'Kernels of networks of finite width differ from their limit by about samples * depth / width, for the worse. Above the threshold read ' +
    'the figures of infinite width as what wider networks tend to (heuristic).',
  threshold: {
    setting: 'kappa.thresholds.samplesDepthOverWidth',
    default: 0.1,
    description: 'Limit of samples * depth / width above which the figures of infinite width count as optimistic.',
  },
  check({ report, threshold }) {
    const section = report.theory.deepConditioning;
    const ratio = theoryNumber(section, 'finiteWidthRatio');
    if (report.model.linear || report.model.weights === 'file' || ratio === undefined || ratio <= threshold) return [];
    const floor = theoryNumber(section, 'finiteWidthFloor');
    return [
      {
        message:
          `Figures of infinite width are optimistic here: samples * depth / width = ${figure(ratio)}, above ${figure(threshold)}` +
          `${floor === undefined ? '' : `; one such layer alone has kappa ${figure(floor)} on orthonormal data`} (heuristic).`,
        value: ratio,
        hint: 'Widen the hidden layers to bring kappa closer to its limit, or trust the measured kappa only.',
      },
    ];
  },
});
