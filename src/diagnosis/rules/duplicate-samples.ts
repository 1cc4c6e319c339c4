import { counted } from '../figures';
import { rule } from '../rule';

export const duplicateSamples = rule('K204', {
  title: 'Samples are repeated',
  severity: 'warning',
  summary:
    'A repeated sample adds no row to the Jacobian that is not there already: it lowers the rank and only reweights the others.',
  check({ report, architecture }) {
    const { duplicates, samples } = report.data;
    if (duplicates === 0) return [];
    return [
      {
        message: `${duplicates} of ${counted(samples, 'sample')} repeat another one: at most ${samples - duplicates} of them add rank.`,
        value: duplicates,
        range: architecture.data.range,
        hint: 'Remove the repeated rows from the data.',
      },
    ];
  },
});
