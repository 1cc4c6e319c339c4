import { engineStage } from '../../report/engine-stage';
import { rule } from '../rule';

export const stageOverBudget = rule('K901', {
  title: 'A stage was not run',
  severity: 'information',
  summary:
    'A stage of the analysis would have cost more time or memory than allowed, or lacked what it needs, and was not started.',
  check({ report }) {
    return report.skipped.map(({ stage, reason, estimate, instead }) => ({
      message: `The stage "${stage}" was not run: ${reason} (${estimate}). Shown instead: ${instead}.`,
      value: null,
      hint:
        stage === engineStage
          ? 'Install the engine, or choose the built-in one.'
          : 'Raise the budget, or analyse fewer samples.',
    }));
  },
});
