import { figure } from '../figures';
import { rule } from '../rule';
import { theoremObstacles } from '../structure/theorem-obstacles';

export const boundVacuous = rule('K119', {
  title: 'Upper bounds say nothing here',
  severity: 'information',
  summary: 'No certified upper bound applies, or all of them exceed the measured kappa by a large factor.',
  threshold: {
    setting: 'kappa.thresholds.boundGap',
    default: 1e3,
    description: 'Factor between the tightest upper bound and kappa above which the bound counts as vacuous.',
  },
  check({ report, architecture, threshold }) {
    const { kappa } = report.spectrum;
    const upper = report.bounds.filter(({ direction }) => direction === 'upper');
    if (upper.length === 0) return null;
    const values = upper.flatMap(({ applies, value }) => (applies && value !== null ? [value] : []));
    const hint = 'Trust the measured value; the bounds table says what each theorem needs.';
    // One layer outside the theorems has a rule of its own.
    if (values.length === 0 && report.model.linear && theoremObstacles(architecture).length > 0) return [];
    if (values.length === 0)
      return [{ message: 'No certified upper bound on kappa applies to this network.', value: null, hint }];
    if (kappa === null) return null;
    const gap = Math.min(...values) / kappa;
    if (gap <= threshold) return [];
    return [
      {
        message: `The tightest upper bound is ${figure(gap)} times the measured kappa of ${figure(kappa)}, above ${figure(threshold)} times.`,
        value: gap,
        hint,
      },
    ];
  },
});
