import { theoryNumber, theoryVerdict } from '../../report/theory';
import { figure } from '../figures';
import { rule } from '../rule';

export const alignmentUnproved = rule('K401', {
  title: 'Early alignment is observed, not proved, here',
  severity: 'information',
  summary:
    'Small weights turn into one direction before the loss moves. The theorem needs an order of homogeneity above 2 and activations without ' +
    'kinks; elsewhere the same is seen in experiments.',
  check({ report }) {
    const section = report.theory.earlyDirection;
    const regime = theoryVerdict(section, 'regime');
    const order = theoryNumber(section, 'order');
    if (theoryVerdict(section, 'theorem') !== 'observed' || order === undefined) return [];
    if (regime !== 'small' && regime !== 'partial') return [];
    const why = order > 2 ? 'its activation has a kink' : `its order of homogeneity is ${figure(order)}, not above 2`;
    return [
      {
        message: `This start is small enough for the weights to align before the loss moves, but no theorem says so here: ${why}.`,
        value: order,
        hint: 'Read the figures on early direction as what experiments show; a third layer or relu_power(2) brings the theorem back.',
      },
    ];
  },
});
