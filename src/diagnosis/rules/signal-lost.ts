import { theoryNumber } from '../../report/theory';
import { activationText } from '../../spec/catalogue/activations';
import { depthOfSignalLoss } from '../../theory/deep-conditioning/signal-decay';
import { counted, figure, percentage } from '../figures';
import { rule } from '../rule';
import { nonlinearities } from '../structure/nonlinearities';

export const signalLost = rule('K302', {
  title: 'Depth loses the linear part of the signal',
  severity: 'information',
  summary:
    'Of the kernel of a normalised network the share (1 - mu)^depth is linear in the inputs. Where it is small, samples that resemble ' +
    'each other look unrelated at the output, and what was learned from one says little of the others.',
  threshold: {
    setting: 'kappa.thresholds.signalShare',
    default: 0.1,
    description: 'Least share of the kernel that should stay linear in the inputs, (1 - mu)^depth.',
  },
  check({ report, architecture, threshold }) {
    const section = report.theory.deepConditioning;
    const share = theoryNumber(section, 'signalShare');
    const mu = theoryNumber(section, 'nonlinearity') ?? 0;
    const [first, ...others] = nonlinearities(architecture);
    if (report.model.weights === 'file' || share === undefined || share >= threshold || !first) return [];
    return [
      {
        message:
          `After ${counted(1 + others.length, 'hidden layer')} of ${activationText(first.activation)} (mu ${figure(mu)}) ` +
          `${percentage(share)} of the kernel is linear in the inputs, below ${percentage(threshold)} (normalised, infinite width).`,
        value: share,
        layer: first.layer,
        hint:
          `Stay below ${counted(depthOfSignalLoss(mu, threshold), 'hidden layer')}, add residual connections, or take an activation with ` +
          `a lower mu: leaky_relu(0.2) has 0.14, tanh 0.07.`,
      },
    ];
  },
});
