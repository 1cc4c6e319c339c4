import { rule } from '../rule';

export const stageOverBudget = rule('K901', {
  title: 'A stage was over budget',
  severity: 'information',
  summary: 'A stage of the analysis would have cost more time or memory than allowed, and was not started.',
  check({ report }) {
    return report.skipped.map(({ stage, reason, estimate, instead }) => ({
      message: `The stage "${stage}" was not run: ${reason} (${estimate}). Shown instead: ${instead}.`,
      value: null,
      hint: 'Raise the budget, or analyse fewer samples.',
    }));
  },
});
