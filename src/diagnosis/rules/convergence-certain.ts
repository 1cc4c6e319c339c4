import { theoryNumber, theoryVerdict } from '../../report/theory';
import { figure } from '../figures';
import { rule } from '../rule';

export const convergenceCertain = rule('K603', {
  title: 'Training is certain to reach zero loss',
  severity: 'information',
  summary: 'The loss falls exponentially at a rate that is known before training, while features may move.',
  check({ report }) {
    const section = report.theory.featureLearning;
    const [rate, time] = [theoryNumber(section, 'rate'), theoryNumber(section, 'timeToHundredth')];
    if (theoryVerdict(section, 'certificate') === undefined || rate === undefined || time === undefined) return [];
    return [
      {
        message:
          `Gradient flow is certain to reach zero loss: the loss falls at least like exp(-${figure(rate)} t), to a hundredth within a time ` +
          `of ${figure(time)} (learning rate times steps).`,
        value: rate,
        hint: 'Nothing to do; the bound is for the worst targets, training is usually faster.',
      },
    ];
  },
});
