import { theoryNumber, type TheorySection } from '../../report/theory';
import { startForEscapeTime } from '../../theory/early-direction/escape-time';
import { figure } from '../figures';
import { rescaleStart } from '../fixes/rescale-start';
import { rule } from '../rule';

/** Below the threshold by as much as rounding the edit may take. */
const MARGIN = 0.9;
/** A learning rate that people know. */
const RATE = 0.01;

export const plateau = rule('K402', {
  title: 'Training starts on a plateau',
  severity: 'warning',
  summary:
    'From small weights gradient flow needs at least (delta^(2-P) - R^(2-P)) / (P (P-2) N) until the outputs matter, and the loss stands ' +
    'still meanwhile.',
  threshold: {
    setting: 'kappa.thresholds.plateauTime',
    default: 10,
    description: 'Time, learning rate times steps, for which training may certainly stand still at its start.',
  },
  check({ report, architecture, threshold }) {
    const section = report.theory.earlyDirection;
    const time = theoryNumber(section, 'escapeBound');
    if (time === undefined || time <= threshold) return [];
    const factor = growthFor(section, MARGIN * threshold);
    return [
      {
        message:
          `Training stands still for a time of at least ${figure(time)}, above ${figure(threshold)}: from weights of length ` +
          `${figure(theoryNumber(section, 'initialNorm') ?? 0)} that is ${figure(Math.ceil(time / RATE))} steps at learning rate ${RATE}.`,
        value: time,
        hint: 'Start with larger weights; the time falls like a power of their size.',
        fixes: factor === null ? [] : rescaleStart(architecture, factor),
      },
    ];
  },
});

/** Factor of the weights from which the plateau lasts no longer than `time`. */
function growthFor(section: TheorySection, time: number): number | null {
  const read = (id: string) => theoryNumber(section, id) ?? NaN;
  const [order, correlation, start] = [read('order'), read('correlationBound'), read('initialNorm')];
  const needed =
    order === 2
      ? read('criticalRadius') * Math.exp(-2 * correlation * time)
      : startForEscapeTime(order, correlation, time);
  return needed !== null && needed > start ? needed / start : null;
}
