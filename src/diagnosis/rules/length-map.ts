import { theoryNumber } from '../../report/theory';
import { activationText } from '../../spec/catalogue/activations';
import { figure } from '../figures';
import { rule } from '../rule';
import { isScaleFree, nonlinearities } from '../structure/nonlinearities';

/** Slopes of the length map this close to 1 are 1. */
const ROUNDING = 1e-9;

export const lengthMap = rule('K304', {
  title: 'Sizes of pre-activations run away with depth',
  severity: 'warning',
  summary:
    'The mean square q of the pre-activations is a map from layer to layer. Where its slope at 1 is not below 1 nothing brings q back: ' +
    'samples of different length drift apart, and the activation ends up working where it is flat or linear.',
  threshold: {
    setting: 'kappa.thresholds.lengthGrowth',
    default: 10,
    description:
      'Factor, up or down, by which the mean square of the pre-activations may change between the hidden layers.',
  },
  check({ report, architecture, threshold }) {
    const slope = theoryNumber(report.theory.deepConditioning, 'lengthSlope');
    const growth = theoryNumber(report.theory.meanField, 'lengthGrowth');
    const activations = nonlinearities(architecture);
    const last = activations.at(-1);
    if (growth === undefined || slope === undefined || slope < 1 - ROUNDING || !last) return [];
    // Where nothing depends on the size, K303 says all there is to say.
    if (isScaleFree(architecture) || Math.abs(Math.log(growth)) <= Math.log(threshold)) return [];
    const [direction, limit] = growth > 1 ? ['above', threshold] : ['below', 1 / threshold];
    return [
      {
        message:
          `The mean square of the pre-activations changes by ${figure(growth)} over the hidden layers, ${direction} ${figure(limit)}: the ` +
          `length map of ${activationText(last.activation)} has slope ${figure(slope)} and does not pull it back (infinite width).`,
        value: growth,
        layer: last.layer,
        hint: 'Scale the inputs to mean square 1, normalise between layers, or take tanh, elu or selu, whose length maps contract.',
      },
    ];
  },
});
