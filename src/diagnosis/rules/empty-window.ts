import { theoryNumber } from '../../report/theory';
import { activationText } from '../../spec/catalogue/activations';
import { counted, figure } from '../figures';
import { rule } from '../rule';
import { nonlinearities } from '../structure/nonlinearities';

/** Share of the second moment below which an activation counts as centred, as for K301. */
const CENTRED = 1e-3;
/** Gradients grow tenfold in a third of the depth that grows them a thousandfold; before, the window is of no concern. */
const TENFOLD = 1 / 3;

export const emptyWindow = rule('K307', {
  title: 'No depth both conditions the kernel and keeps gradients',
  severity: 'information',
  summary:
    'A normalised activation improves kappa of the kernel with depth and multiplies squared gradients by D >= 1 + mu at each layer. Where ' +
    'gradients have grown a thousandfold before the kernel is conditioned, no depth does both.',
  check({ report, architecture }) {
    const section = report.theory.deepConditioning;
    const needed = theoryNumber(section, 'depthNeeded');
    const explosion = theoryNumber(section, 'depthOfExplosion');
    const [first, ...others] = nonlinearities(architecture);
    if (needed === undefined || explosion === undefined || needed <= explosion || !first) return [];
    const depth = 1 + others.length;
    if ((theoryNumber(section, 'uncentred') ?? 1) > CENTRED || depth < TENFOLD * explosion) return [];
    return [
      {
        message:
          `${activationText(first.activation)} takes ${counted(needed, 'hidden layer')} to bring kappa of the kernel to 2 and ` +
          `${figure(explosion)} to grow squared gradients a thousandfold: no depth does both (infinite width).`,
        value: depth,
        layer: first.layer,
        hint: 'Use residual connections with layer norm, an activation with a lower mu, or remove near-parallel samples.',
      },
    ];
  },
});
