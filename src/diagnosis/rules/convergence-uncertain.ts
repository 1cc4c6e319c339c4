import { formatNumber } from '../../report/numbers';
import { theoryNumber, theoryVerdict } from '../../report/theory';
import { rule } from '../rule';

export const convergenceUncertain = rule('K604', {
  title: 'Zero loss is not certain',
  severity: 'information',
  summary:
    'The network is of the kind whose training can be certain to reach zero loss, but a condition fails: dependent samples, or slopes that ' +
    'come too close to 0.',
  check({ report }) {
    const section = report.theory.featureLearning;
    const certificate = section.figures.find(({ id }) => id === 'certificate');
    if (!certificate || certificate.value !== null) return [];
    return [
      {
        message: `Zero loss is not certain here. ${certificate.note ?? ''}`.trim(),
        value: null,
        hint:
          theoryVerdict(section, 'samples') === 'dependent'
            ? moreFeatures(theoryNumber(section, 'featureWidth'))
            : steeper,
      },
    ];
  },
});

const steeper =
  'An activation whose slope stays away from 0, such as leaky_relu, makes it certain from any start while the samples are independent.';

function moreFeatures(enough: number | undefined): string {
  const advice = 'Random fixed features before the trained layer make samples independent';
  return enough === undefined
    ? `${advice}, with an activation whose slope stays away from 0 in the trained layer.`
    : `${advice}: ${formatNumber(enough)} units are enough but for one draw in 100, and far fewer usually are.`;
}
