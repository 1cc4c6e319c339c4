import { rule } from '../rule';

export const convergenceUncertain = rule('K604', {
  title: 'Zero loss is not certain',
  severity: 'information',
  summary:
    'The network is of the kind whose training can be certain to reach zero loss, but a condition fails: dependent samples, or slopes that ' +
    'come too close to 0.',
  check({ report }) {
    const certificate = report.theory.featureLearning.figures.find(({ id }) => id === 'certificate');
    if (!certificate || certificate.value !== null) return [];
    return [
      {
        message: `Zero loss is not certain here. ${certificate.note ?? ''}`.trim(),
        value: null,
        hint:
          'Fixed random features before the trained layer make samples independent; an activation whose slope stays away from 0, such as ' +
          'leaky_relu, makes it certain from any start.',
      },
    ];
  },
});
