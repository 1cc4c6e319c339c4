import { theoryNumber } from '../../report/theory';
import { figure } from '../figures';
import { rescaleStart } from '../fixes/rescale-start';
import { rule } from '../rule';

/** How far above the threshold the fix starts. */
const CLEAR = 2;

export const rankOneStart = rule('K403', {
  title: 'Hidden layers align to rank one before the loss moves',
  severity: 'warning',
  summary:
    'Weights much smaller than the radius at which outputs reach the targets turn, all hidden layers, into matrices of rank one while the ' +
    'loss stands still: the network starts its descent as if it were one unit wide.',
  threshold: {
    setting: 'kappa.thresholds.startRatio',
    default: 0.03,
    description:
      'Length of the weights over the radius where outputs reach the targets, below which layers align to rank one.',
  },
  check({ report, architecture, threshold }) {
    const section = report.theory.earlyDirection;
    const ratio = theoryNumber(section, 'startRatio');
    const grows = (theoryNumber(section, 'correlationBound') ?? 0) > 0;
    if (ratio === undefined || ratio >= threshold || !grows) return [];
    return [
      {
        message:
          `The weights start at ${figure(ratio)} of the radius where outputs reach the targets, below ${figure(threshold)}: every hidden ` +
          `layer turns into a matrix of rank one before the loss moves (heuristic).`,
        value: ratio,
        hint: 'Start with larger weights, or keep it where one direction after another is what you want to see learned.',
        fixes: rescaleStart(architecture, (CLEAR * threshold) / ratio),
      },
    ];
  },
});
