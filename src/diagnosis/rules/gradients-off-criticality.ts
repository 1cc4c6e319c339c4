import { theoryNumber } from '../../report/theory';
import { figure } from '../figures';
import { criticalGains } from '../fixes/critical-gains';
import { rule } from '../rule';

/** From the threshold to this power on it is more than a remark. */
const SEVERE = 3;

export const gradientsOffCriticality = rule('K303', {
  title: 'Gradients vanish or explode with depth',
  severity: 'information',
  summary:
    'At initialisation the squared gradient of the outputs multiplies by chi at every layer. Where the product is far from 1, early and ' +
    'late layers learn at very different speeds; a warning where it is beyond the cube of the threshold.',
  threshold: {
    setting: 'kappa.thresholds.gradientGrowth',
    default: 10,
    description:
      'Factor, up or down, by which squared gradients may differ from those at the output; beyond its cube the finding is a warning.',
  },
  check({ report, architecture, threshold }) {
    const section = report.theory.meanField;
    const log = theoryNumber(section, 'logGradient');
    if (log === undefined || Math.abs(log) <= Math.log(threshold)) return [];
    const worst = section.layers.find((layer) => theoryNumber(layer, 'logGradient') === log);
    const layer = architecture.layers.find(({ name }) => name === worst?.name);
    const grows = log > 0;
    const limit = grows ? threshold : 1 / threshold;
    return [
      {
        message:
          `Gradients ${grows ? 'explode' : 'vanish'} with depth: at initialisation the squared gradient of an output with respect to the ` +
          `output of ${worst?.name ?? 'the first layer'} is ${figure(Math.exp(log))}, ${grows ? 'above' : 'below'} ${figure(limit)} ` +
          `(infinite width).`,
        value: Math.exp(log),
        severity: Math.abs(log) > SEVERE * Math.log(threshold) ? 'warning' : 'information',
        layer,
        hint: 'Bring chi to 1: kaiming weights for relu, smaller residual branches, or layer norm with residual connections.',
        fixes: criticalGains(architecture, section),
      },
    ];
  },
});
