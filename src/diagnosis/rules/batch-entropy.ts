import { theoryNumber } from '../../report/theory';
import { figure } from '../figures';
import { rule } from '../rule';
import { nonlinearities } from '../structure/nonlinearities';

/** Below the threshold over this the batch has all but collapsed. */
const SEVERE = 5;

export const batchEntropy = rule('K306', {
  title: 'Batch entropy is low',
  severity: 'information',
  summary:
    'Where the pre-activations of a layer hardly differ between samples, little information about them gets through, and training starts ' +
    'slowly or not at all; a warning below a fifth of the threshold (heuristic).',
  threshold: {
    setting: 'kappa.thresholds.batchEntropy',
    default: 0.5,
    description: 'Least batch entropy of the last hidden layer; below a fifth of it the finding is a warning.',
  },
  check({ report, architecture, threshold }) {
    const entropy = theoryNumber(report.theory.meanField, 'batchEntropy');
    const last = nonlinearities(architecture).at(-1);
    if (entropy === undefined || entropy >= threshold || !last) return [];
    return [
      {
        message:
          `The batch entropy of the last hidden layer is at most ${figure(entropy)}, below ${figure(threshold)}: samples are hard to tell ` +
          `apart there (infinite width, heuristic).`,
        value: entropy,
        severity: entropy < threshold / SEVERE ? 'warning' : 'information',
        layer: last.layer,
        hint: 'Scale or centre the inputs, use normalised activations, or cut the depth.',
      },
    ];
  },
});
