import { theoryNumber } from '../../report/theory';
import { activationText } from '../../spec/catalogue/activations';
import { counted, figure, percentage } from '../figures';
import { normaliseActivations } from '../fixes/normalise-activations';
import { rule } from '../rule';
import { nonlinearities } from '../structure/nonlinearities';

/** Share of the second moment below which a mean does nothing that anyone would see. */
const CENTRED = 1e-3;

export const uncentredActivation = rule('K301', {
  title: 'Activation is not centred',
  severity: 'information',
  summary:
    'An activation with a mean makes all samples more alike from layer to layer, so that kappa of the kernel grows with depth where ' +
    'the normalised activation would bring it down.',
  threshold: {
    setting: 'kappa.thresholds.kernelGrowth',
    default: 2,
    description: 'Factor by which depth may raise kappa of the kernel of an uncentred activation.',
  },
  check({ report, architecture, threshold }) {
    const section = report.theory.deepConditioning;
    const share = theoryNumber(section, 'uncentred') ?? 0;
    const kappa = theoryNumber(section, 'kernelKappa');
    const [first, ...others] = nonlinearities(architecture);
    if (report.model.weights === 'file' || share <= CENTRED || kappa === undefined || !first) return [];
    const before = Math.min(...['inputKappa', 'firstKappa'].map((id) => theoryNumber(section, id) ?? Infinity));
    const growth = kappa / before;
    if (growth <= threshold) return [];
    const name = activationText(first.activation);
    return [
      {
        message:
          `${name} is not centred, its mean holds ${percentage(share)} of its second moment: kappa of the kernel grows from ` +
          `${figure(before)} to ${figure(kappa)} over ${counted(1 + others.length, 'hidden layer')}, by ${figure(growth)}, ` +
          `above ${figure(threshold)} (infinite width).`,
        value: growth,
        layer: first.layer,
        hint: `Use normalized(${name}) with weights of variance 1 / inputs, or normalise between layers.`,
        fixes: normaliseActivations(architecture),
      },
    ];
  },
});
