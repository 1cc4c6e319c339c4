import { theoryNumber } from '../../report/theory';
import { activationText } from '../../spec/catalogue/activations';
import { counted, figure } from '../figures';
import { rule } from '../rule';
import { nonlinearities } from '../structure/nonlinearities';

export const nearlyLinear = rule('K308', {
  title: 'Activation is nearly linear',
  severity: 'information',
  summary:
    'What conditions the kernel of a deep network is the nonlinear share mu of its activation: where mu is small, a layer makes samples ' +
    'hardly less alike, and depth is paid for without the conditioning that it could bring.',
  threshold: {
    setting: 'kappa.thresholds.nonlinearShare',
    default: 0.02,
    description: 'Least nonlinear share mu of the variance of an activation in a network of two hidden layers or more.',
  },
  check({ report, architecture, threshold }) {
    const section = report.theory.deepConditioning;
    const mu = theoryNumber(section, 'nonlinearity') ?? 0;
    const depth = theoryNumber(section, 'depthNeeded');
    const [first, ...others] = nonlinearities(architecture);
    if (others.length === 0 || mu === 0 || mu >= threshold) return [];
    const needed = depth === undefined ? '' : `; a kernel of kappa 2 would take ${counted(depth, 'layer')} of it`;
    return [
      {
        message:
          `${activationText(first.activation)} is nearly linear, mu ${figure(mu)}, below ${figure(threshold)}: ` +
          `${counted(1 + others.length, 'hidden layer')} of it hardly condition the kernel (normalised, infinite width)${needed}.`,
        value: mu,
        layer: first.layer,
        hint: 'Take an activation with a higher mu: tanh has 0.07, leaky_relu(0.2) 0.14, relu 0.27.',
      },
    ];
  },
});
